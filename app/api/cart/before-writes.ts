import 'server-only'
import { cancelOpenOrder } from '@/lib/checkout'
import type { Shopper } from '@/lib/identity'

export const CART_WRITE_LIMITS = [
  { name: 'cart-writes-per-address', per: 'address' },
  { name: 'cart-writes-per-cart', per: 'cart' },
] as const

/** What was ordered is never edited: an open order is ended before its cart is changed. */
export async function cancelOrderOf({ customerId, isNew }: Shopper): Promise<void> {
  if (!isNew) await cancelOpenOrder({ customerId })
}
