import 'server-only'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { serverConfig } from '../../config/server'

/** Wraps the data keys of rows. A cloud's key service stands behind the same two calls. */
export interface KeyEncryption {
  /** The version of the key that wraps from now on. */
  readonly currentVersion: number
  wrap(dataKey: Uint8Array, context: string): Promise<Buffer>
  unwrap(wrapped: Uint8Array, version: number, context: string): Promise<Buffer>
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM; the answer is iv ‖ ciphertext ‖ tag. `context` is authenticated, not stored. */
export function encrypt(key: Uint8Array, plaintext: Uint8Array, context: string): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context))
  return Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** @throws Error when a byte or the context was changed */
export function decrypt(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()])
}

/** Key-encryption keys from the environment (ENCRYPTION_KEYS): the newest wraps, older ones still unwrap. */
export function localKeyring(): KeyEncryption {
  const keys = new Map(serverConfig().ENCRYPTION_KEYS.map(({ version, key }) => [version, key]))
  const currentVersion = Math.max(...keys.keys())
  const keyOf = (version: number) => {
    const key = keys.get(version)
    if (!key) throw new Error(`ENCRYPTION_KEYS has no v${version}, which a row was sealed with`)
    return key
  }
  return {
    currentVersion,
    wrap: async (dataKey, context) => encrypt(keyOf(currentVersion), dataKey, context),
    unwrap: async (wrapped, version, context) => decrypt(keyOf(version), wrapped, context),
  }
}
