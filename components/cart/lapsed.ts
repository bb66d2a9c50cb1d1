import type { Cart, CartNotice } from '@/lib/cart/schema'

const NOT_HELD: readonly CartNotice['code'][] = ['hold_lapsed', 'hold_taken', 'not_held']

/** Notices of lines that are not held, or not in full. */
export const lapsedIn = (cart: Cart): CartNotice[] =>
  cart.notices.filter(({ code }) => NOT_HELD.includes(code))

/** Whether the shop says that a line is not held. (`held: 0` alone can also mean that nobody knows right now.) */
export const isLapsed = (cart: Cart, sku: string): boolean =>
  lapsedIn(cart).some((notice) => notice.sku === sku)
