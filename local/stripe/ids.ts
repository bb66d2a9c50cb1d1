import { randomBytes } from 'node:crypto'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** A random run of letters and digits, as Stripe uses after the prefix of an id. */
export function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')
}

/** An id in Stripe's form: `pi_…`, `ch_…`. */
export function newId(prefix: string, length = 24): string {
  return `${prefix}_${randomText(length)}`
}

/** Now, in whole seconds, as every timestamp of the API is. */
export function unixNow(): number {
  return Math.floor(Date.now() / 1000)
}
