import type { Cart } from '@/lib/cart/schema'

/** Whether the shop says that a line's hold ran out. (`held: 0` alone can also mean that nobody knows right now.) */
export const isLapsed = (cart: Cart, sku: string): boolean =>
  cart.notices.some((notice) => notice.code === 'hold_lapsed' && notice.sku === sku)
