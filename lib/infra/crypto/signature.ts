import 'server-only'
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { serverConfig } from '../../config/shop/server'

/** 128 bits: enough that nobody guesses one, short enough for a link. */
const BYTES = 16

/**
 * Signs a text for one purpose, with a key of that purpose's own (drawn from NEXTAUTH_SECRET): what was signed for another
 * purpose, or by another deployment, does not verify. 22 characters, safe in an address.
 */
export function signature(purpose: string, text: string): string {
  const key = Buffer.from(hkdfSync('sha256', serverConfig().NEXTAUTH_SECRET, '', `fiftyone ${purpose}`, 32))
  return createHmac('sha256', key).update(text).digest().subarray(0, BYTES).toString('base64url')
}

/** Compares in constant time. */
export function isSignatureOf(purpose: string, text: string, given: string): boolean {
  const expected = Buffer.from(signature(purpose, text))
  const actual = Buffer.from(given)
  return actual.byteLength === expected.byteLength && timingSafeEqual(actual, expected)
}
