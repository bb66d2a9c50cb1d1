import { z } from 'zod'

export const Role = z.enum(['shopper', 'marketer', 'warehouse', 'admin'])
export type Role = z.infer<typeof Role>

/** A readable cookie: tells scripts that someone may be signed in here; it names nobody and proves nothing. */
export const SESSION_HINT_COOKIE = 'has_session'
/** A readable cookie: tells scripts that there is a cart worth asking for. */
export const CART_HINT_COOKIE = 'has_cart'
/** The sign-in provider's name in next-auth's addresses: /api/auth/signin/oidc. */
export const PROVIDER_ID = 'oidc'
