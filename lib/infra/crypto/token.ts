import 'server-only'
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { serverConfig } from '../../config/shop/server'

/** 128 bits: enough that nobody guesses one, short enough for a link. */
const MAC_BYTES = 16

/** Each purpose has a key of its own (from NEXTAUTH_SECRET), so a token of one purpose never passes for another. */
function macOf(purpose: string, payload: Uint8Array): Buffer {
  const key = Buffer.from(hkdfSync('sha256', serverConfig().NEXTAUTH_SECRET, '', `fiftyone:${purpose}`, 32))
  return createHmac('sha256', key).update(payload).digest().subarray(0, MAC_BYTES)
}

/**
 * A token for one purpose: payload ‖ HMAC-SHA-256 cut to 16 bytes, in base64url, so that it fits a link or a cookie.
 * Anyone can read the payload; only this deployment can make one. A new NEXTAUTH_SECRET ends all tokens.
 */
export function signToken(purpose: string, payload: Uint8Array): string {
  return Buffer.concat([payload, macOf(purpose, payload)]).toString('base64url')
}

/** The payload of a token that this deployment signed for this purpose; null for any other text. Compares in constant time. */
export function readToken(purpose: string, token: string): Buffer | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length <= MAC_BYTES || bytes.toString('base64url') !== token) return null
  const payload = bytes.subarray(0, -MAC_BYTES)
  return timingSafeEqual(bytes.subarray(-MAC_BYTES), macOf(purpose, payload)) ? payload : null
}
