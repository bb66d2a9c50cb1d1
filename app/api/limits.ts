import type { Limits } from '@/lib/http/limits'

/** Of what a person reads about themselves. */
export const READ_LIMITS = [
  { name: 'reads-per-cart', per: 'cart' },
  { name: 'reads-per-address', per: 'address' },
] as const satisfies Limits

/** Of what nobody does often: an order canceled, a link made or claimed, an address changed. */
export const ACCOUNT_WRITE_LIMITS = [
  { name: 'account-writes-per-address', per: 'address' },
] as const satisfies Limits

/** Of every change of a cart. */
export const CART_WRITE_LIMITS = [
  { name: 'cart-writes-per-address', per: 'address' },
  { name: 'cart-writes-per-cart', per: 'cart' },
] as const satisfies Limits
