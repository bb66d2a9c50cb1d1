import 'server-only'
import type { Caller } from '../core/caller'
import { shopDb } from '../infra/db/shop'
import { openCheckoutHolds } from '../inventory'
import { getCart, type GetCartOptions } from './get-cart'
import type { Cart } from './schema'
import { carts } from './store'

/**
 * The shopper opened checkout: the cart's holds last HOLD_MINUTES from now, once, and lapsed ones are taken again as far as
 * there are units. Does nothing while an order is open, which has reserved the units. Safe to send again.
 */
export async function openCheckout({
  customerId,
  caller,
  ...options
}: { customerId: string; caller?: Caller | null | undefined } & GetCartOptions): Promise<Cart> {
  const cart = await carts.active(shopDb(), customerId)
  if (cart && !(await carts.isPinned(shopDb(), customerId))) {
    await openCheckoutHolds({ cartId: cart.id, lines: cart.lines, caller })
  }
  return getCart({ customerId }, options)
}
