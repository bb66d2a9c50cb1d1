import 'server-only'
import { createHmac, randomBytes } from 'node:crypto'
import { serverConfig } from '../../config/shop/server'
import { decrypt, encrypt } from './aead'
import { type KeyEncryption, keyring } from './keyring'

export type Bytes = Uint8Array<ArrayBuffer>

export interface Sealed {
  /** see `pack` */
  readonly bytes: Bytes
  readonly keyVersion: number
}

const DATA_KEY_BYTES = 32
/** How rows begin that say how long their wrapped key is: KMS wraps to another length than we do. */
const MAGIC = Buffer.from('F51\x02', 'latin1')
const LENGTH_BYTES = 2
/** Rows of before have no such beginning: iv ‖ key ‖ tag, then the ciphertext. */
const FIRST_FORMAT_KEY_BYTES = 12 + DATA_KEY_BYTES + 16

/**
 * Encrypts a value for one place (AES-256-GCM, a data key of its own, wrapped by the newest key-encryption key).
 * @param place table and row, e.g. `Payment:<order id>`: bytes copied to another row do not open there
 */
export async function seal(value: string, place: string, keys: KeyEncryption = keyring()): Promise<Sealed> {
  const dataKey = randomBytes(DATA_KEY_BYTES)
  const wrapped = await keys.wrap(dataKey, place)
  const ciphertext = encrypt(dataKey, Buffer.from(value), place)
  return { bytes: pack(wrapped, ciphertext), keyVersion: keys.currentVersion }
}

/** @throws Error when the bytes were changed, belong to another place, or their key is gone */
export async function unseal(
  sealed: Sealed,
  place: string,
  keys: KeyEncryption = keyring(),
): Promise<string> {
  const { dataKey, ciphertext } = await open(sealed, place, keys)
  return decrypt(dataKey, ciphertext, place).toString()
}

/** The same value under the newest key: its data key is wrapped again, the value itself stays encrypted. */
export async function rewrap(
  sealed: Sealed,
  place: string,
  keys: KeyEncryption = keyring(),
): Promise<Sealed> {
  const { dataKey, ciphertext } = await open(sealed, place, keys)
  return { bytes: pack(await keys.wrap(dataKey, place), ciphertext), keyVersion: keys.currentVersion }
}

/** A keyed hash to find a sealed value by; without LOOKUP_KEY it can't be tried out. */
export function lookupHash(value: string): Bytes {
  return new Uint8Array(createHmac('sha256', serverConfig().LOOKUP_KEY).update(value).digest())
}

/** magic ‖ length of the wrapped key ‖ wrapped key ‖ ciphertext */
function pack(wrapped: Buffer, ciphertext: Buffer): Bytes {
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt16BE(wrapped.length)
  return new Uint8Array(Buffer.concat([MAGIC, length, wrapped, ciphertext]))
}

interface Opened {
  dataKey: Buffer
  ciphertext: Buffer
}

async function open({ bytes, keyVersion }: Sealed, place: string, keys: KeyEncryption): Promise<Opened> {
  const row = Buffer.from(bytes)
  const openAt = async (start: number, end: number): Promise<Opened> => ({
    dataKey: await keys.unwrap(row.subarray(start, end), keyVersion, place),
    ciphertext: row.subarray(end),
  })
  if (!row.subarray(0, MAGIC.length).equals(MAGIC)) return openAt(0, FIRST_FORMAT_KEY_BYTES)
  const start = MAGIC.length + LENGTH_BYTES
  try {
    return await openAt(start, start + row.readUInt16BE(MAGIC.length))
  } catch (error) {
    // One in four thousand million rows of before begins like this by chance.
    return openAt(0, FIRST_FORMAT_KEY_BYTES).catch(() => {
      throw error
    })
  }
}
