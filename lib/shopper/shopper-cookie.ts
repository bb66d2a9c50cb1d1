import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { AppError } from '../core/errors'
import { newId } from '../core/ids'
import { cookiesOf, isSecure, ofThisPreview } from '../auth'
import { CART_HINT_COOKIE } from './schema'
import { customers } from './store'

/** Who a browser says its shopper is. `isNew`: nothing is stored yet; the first cart write stores it with `tokenHash`. */
export interface ShopperClaim {
  readonly customerId: string
  /** of this browser's secret; other browsers of the same customer have secrets of their own */
  readonly tokenHash: Uint8Array<ArrayBuffer>
  readonly isNew: boolean
}

/** A shopper whose secret was found to be right, or who is new. */
export interface Shopper extends ShopperClaim {
  readonly proven: true
}

/** A claim was found to be wrong; nothing has been done for it. */
export class UnknownShopper extends AppError {
  constructor() {
    super('not_found', 'There is nothing here for you.')
  }
}

/** `__Host-` ties the cookie to this host and to https; browsers refuse it on plain http, where there is none. */
const shopperCookieName = (): string => ofThisPreview(isSecure() ? '__Host-shopper' : 'shopper')

const SECRET_BYTES = 16
const YEAR_SECONDS = 365 * 24 * 60 * 60

/** A new guest and the cookies that carry it. Only the SHA-256 of the secret will ever be stored. */
export function newGuest(): { shopper: Shopper; cookies: string[] } {
  const customerId = newId()
  const { tokenHash, cookiesFor } = newBrowserSecret()
  return { shopper: { customerId, tokenHash, isNew: true, proven: true }, cookies: cookiesFor(customerId) }
}

/** A secret for one browser: what is stored of it, and the cookies that carry it once its customer is known. */
export function newBrowserSecret(): {
  tokenHash: Uint8Array<ArrayBuffer>
  cookiesFor: (customerId: string) => string[]
} {
  const secret = randomBytes(SECRET_BYTES)
  return {
    tokenHash: hash(secret),
    cookiesFor: (customerId) =>
      cookies({ value: `${customerId}.${secret.toString('base64url')}`, hint: '1', seconds: YEAR_SECONDS }),
  }
}

/** Cookies that make a browser forget its shopper. */
export const forgottenShopper = (): string[] => cookies({ value: '', hint: '', seconds: 0 })

function cookies({ value, hint, seconds }: { value: string; hint: string; seconds: number }): string[] {
  const secure = isSecure() ? '; Secure' : ''
  return [
    `${shopperCookieName()}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`,
    `${CART_HINT_COOKIE}=${hint}; Path=/; SameSite=Lax; Max-Age=${seconds}${secure}`,
  ]
}

/** The shopper whom a Cookie header names, whether or not its secret is right; null where it names none. Asks nobody. */
export function claimedShopper(cookieHeader: string | null): ShopperClaim | null {
  const value = cookiesOf(cookieHeader).get(shopperCookieName())
  const match = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{22})$/.exec(value ?? '')
  const [, customerId, secret] = match ?? []
  if (!customerId || !secret) return null
  return { customerId, tokenHash: hash(Buffer.from(secret, 'base64url')), isNew: false }
}

/** The shopper of a claim whose secret is right; null otherwise. One read by primary key, none for who is new. */
export async function provenShopper(claim: ShopperClaim): Promise<Shopper | null> {
  return claim.isNew || (await customers.hasBrowser(claim)) ? { ...claim, proven: true } : null
}

/** The shopper whom a Cookie header names and whose secret is right; null otherwise. */
export async function findShopper(cookieHeader: string | null): Promise<Shopper | null> {
  const claim = claimedShopper(cookieHeader)
  return claim && provenShopper(claim)
}

function hash(secret: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest())
}
