import 'server-only'
import { shopDb } from '../infra/db/shop'
import { readStanding } from '../inventory'
import type { Cart } from './schema'
import { carts } from './store'
import { EMPTY_CART, viewCart } from './view-cart'

/**
 * A shopper's cart as it is now; empty, with id null, where there is none. Reading changes nothing: a hold that has lapsed
 * is told in `notices`, and asked for again by the next write (the same quantity once more is enough).
 * While its order is open a cart's units are reserved by the order, and `held` is 0.
 */
export async function getCart(shopper: { customerId: string } | null): Promise<Cart> {
  const cart = shopper && (await carts.active(shopDb(), shopper.customerId))
  if (!cart) return EMPTY_CART
  const skus = cart.lines.map(({ sku }) => sku)
  return viewCart(cart, { standing: await readStanding({ cartId: cart.id, skus }) })
}
