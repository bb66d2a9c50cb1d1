import 'server-only'
import { type ServerConfig, serverConfig } from '../../config/shop/server'
import { decrypt, encrypt } from './aead'
import { kmsKey } from './kms'
import type { WrappingKey } from './wrapping-key'

/** Wraps the data keys of rows, with keys of our own or a cloud's: nobody above knows which. */
export interface KeyEncryption {
  /** The version of the key that wraps from now on. */
  readonly currentVersion: number
  wrap(dataKey: Uint8Array, context: string): Promise<Buffer>
  /** @throws Error when a byte or the context was changed, or the version's key is gone */
  unwrap(wrapped: Uint8Array, version: number, context: string): Promise<Buffer>
}

type KeySettings = Pick<ServerConfig, 'ENCRYPTION_KEYS' | 'KMS_KEY_ID' | 'AWS_REGION' | 'KMS_URL'>

/**
 * The keys of the environment: ENCRYPTION_KEYS are ours, KMS_KEY_ID are at AWS KMS, in one count of versions. The newest
 * wraps, every other still unwraps, so that moving from one to the other is a rotation like any.
 */
export function keyring(settings: KeySettings = serverConfig()): KeyEncryption {
  const { ENCRYPTION_KEYS = [], KMS_KEY_ID = [], AWS_REGION, KMS_URL } = settings
  const keys = new Map<number, WrappingKey>([
    ...ENCRYPTION_KEYS.map(({ version, key }) => [version, ownKey(key)] as const),
    ...KMS_KEY_ID.map(
      ({ version, keyId }) => [version, kmsKey({ keyId, region: AWS_REGION, url: KMS_URL })] as const,
    ),
  ])
  const currentVersion = Math.max(...keys.keys())
  const keyOf = (version: number) => {
    const key = keys.get(version)
    if (!key) throw new Error(`There is no key v${version}, which a row was sealed with`)
    return key
  }
  return {
    currentVersion,
    wrap: async (dataKey, context) => keyOf(currentVersion).wrap(dataKey, context),
    unwrap: async (wrapped, version, context) => keyOf(version).unwrap(wrapped, context),
  }
}

const ownKey = (key: Uint8Array): WrappingKey => ({
  wrap: async (dataKey, context) => encrypt(key, dataKey, context),
  unwrap: async (wrapped, context) => decrypt(key, wrapped, context),
})
