import 'server-only'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { newId } from '../core/ids'
import { isSecure, shopperCookieName } from './cookie-names'
import { CART_HINT_COOKIE } from './schema'
import { customers } from './store'

/** A shopper of this browser. `isNew`: nothing is stored yet; the first cart write stores it with `tokenHash`. */
export interface Shopper {
  readonly customerId: string
  readonly tokenHash: Uint8Array<ArrayBuffer>
  readonly isNew: boolean
}

const SECRET_BYTES = 16
const YEAR_SECONDS = 365 * 24 * 60 * 60

/** A new guest and the cookies that carry it. Only the SHA-256 of the secret will ever be stored. */
export function newGuest(): { shopper: Shopper; cookies: string[] } {
  const customerId = newId()
  const secret = randomBytes(SECRET_BYTES)
  const secure = isSecure() ? '; Secure' : ''
  const value = `${customerId}.${secret.toString('base64url')}`
  return {
    shopper: { customerId, tokenHash: hash(secret), isNew: true },
    cookies: [
      `${shopperCookieName()}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${YEAR_SECONDS}${secure}`,
      `${CART_HINT_COOKIE}=1; Path=/; SameSite=Lax; Max-Age=${YEAR_SECONDS}${secure}`,
    ],
  }
}

/** The shopper whom a Cookie header names and whose secret is right; null otherwise. One read by primary key. */
export async function findShopper(cookieHeader: string | null): Promise<Shopper | null> {
  const value = cookiesOf(cookieHeader).get(shopperCookieName())
  const match = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{22})$/.exec(value ?? '')
  const [, customerId, secret] = match ?? []
  if (!customerId || !secret) return null
  const stored = await customers.tokenHash(customerId)
  const tokenHash = hash(Buffer.from(secret, 'base64url'))
  if (!stored || stored.byteLength !== tokenHash.byteLength || !timingSafeEqual(stored, tokenHash))
    return null
  return { customerId, tokenHash, isNew: false }
}

/** Cookies by name; of two with the same name the first counts. */
export function cookiesOf(header: string | null): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    const name = pair.slice(0, at).trim()
    if (at > 0 && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim())
  }
  return cookies
}

function hash(secret: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest())
}
