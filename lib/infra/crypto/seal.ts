import 'server-only'
import { createHmac, randomBytes } from 'node:crypto'
import { serverConfig } from '../../config/server'
import { decrypt, encrypt, localKeyring } from './keyring'

export type Bytes = Uint8Array<ArrayBuffer>

export interface Sealed {
  /** wrapped data key ‖ ciphertext */
  readonly bytes: Bytes
  readonly keyVersion: number
}

const DATA_KEY_BYTES = 32
const WRAPPED_KEY_BYTES = 12 + DATA_KEY_BYTES + 16

/**
 * Encrypts a value for one place (AES-256-GCM, a data key of its own, wrapped by the newest key-encryption key).
 * @param place table and row, e.g. `Payment:<order id>`: bytes copied to another row do not open there
 */
export async function seal(value: string, place: string): Promise<Sealed> {
  const keyring = localKeyring()
  const dataKey = randomBytes(DATA_KEY_BYTES)
  const wrapped = await keyring.wrap(dataKey, place)
  const ciphertext = encrypt(dataKey, Buffer.from(value), place)
  return { bytes: new Uint8Array(Buffer.concat([wrapped, ciphertext])), keyVersion: keyring.currentVersion }
}

/** @throws Error when the bytes were changed, belong to another place, or their key is gone */
export async function unseal({ bytes, keyVersion }: Sealed, place: string): Promise<string> {
  const wrapped = bytes.subarray(0, WRAPPED_KEY_BYTES)
  const dataKey = await localKeyring().unwrap(wrapped, keyVersion, place)
  return decrypt(dataKey, bytes.subarray(WRAPPED_KEY_BYTES), place).toString()
}

/** A keyed hash to find a sealed value by; without LOOKUP_KEY it can't be tried out. */
export function lookupHash(value: string): Bytes {
  return new Uint8Array(createHmac('sha256', serverConfig().LOOKUP_KEY).update(value).digest())
}
