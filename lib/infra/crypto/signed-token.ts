import 'server-only'
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { serverConfig } from '../../config/shop/server'

const MAC_BYTES = 32

/** A key for one purpose alone, so that what was signed for another never passes. */
function keyFor(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', serverConfig().NEXTAUTH_SECRET, '', `fiftyone:${purpose}`, 32))
}

const macOf = (purpose: string, payload: Uint8Array) =>
  createHmac('sha256', keyFor(purpose)).update(payload).digest()

/** payload ‖ HMAC-SHA-256, base64url: readable by anyone, made by nobody but us. Changing NEXTAUTH_SECRET ends them all. */
export function signToken(purpose: string, payload: Uint8Array): string {
  return Buffer.concat([payload, macOf(purpose, payload)]).toString('base64url')
}

/** The payload of a token that was signed for this purpose; null for any other. */
export function readToken(purpose: string, token: string): Buffer | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length <= MAC_BYTES || bytes.toString('base64url') !== token) return null
  const payload = bytes.subarray(0, -MAC_BYTES)
  return timingSafeEqual(bytes.subarray(-MAC_BYTES), macOf(purpose, payload)) ? payload : null
}
