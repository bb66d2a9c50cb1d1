import { v7 } from 'uuid'

/** A UUIDv7: grows with time, so that an index on it stays compact. */
export const newId = (): string => v7()

// Crockford's alphabet: no I, L, O, U, so that a number can be read over the telephone.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** An order's public number, "F51-7K3M-9QXT-2A4D": 60 random bits, so it can't be guessed or counted. */
export function newOrderNumber(random: Uint8Array = crypto.getRandomValues(new Uint8Array(12))): string {
  const letters = Array.from(random, (byte) => ALPHABET[byte % 32]).join('')
  return `F51-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8, 12)}`
}
