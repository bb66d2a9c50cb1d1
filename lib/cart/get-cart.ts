import 'server-only'
import { shopDb } from '../infra/db/shop'
import { readCartAvailability } from '../inventory'
import { withReserved } from './rules/with-reserved'
import type { Cart } from './schema'
import { carts } from './store'
import { EMPTY_CART } from './rules/empty-cart'
import { viewCart } from './view-cart'

/** What an open order has reserved of a cart, and how long it waits for its payment. */
interface ReservedUnits {
  expiresAt: Date
  units: ReadonlyMap<string, number>
}

export interface GetCartOptions {
  /** The cart may not know orders: the caller looks up what this cart's open order has reserved; null without one. */
  reservedFor?: (cart: { customerId: string; cartId: string }) => Promise<ReservedUnits | null>
}

/**
 * A shopper's cart as it is now; empty, with id null, where there is none. Reading changes nothing: `notices` names a hold
 * that has lapsed, and the line's next write asks for it again (the same quantity is enough).
 * Units that the cart's own open order has reserved are held, for as long as the order waits for its payment.
 */
export async function getCart(
  shopper: { customerId: string } | null,
  { reservedFor }: GetCartOptions = {},
): Promise<Cart> {
  const cart = shopper && (await carts.active(shopDb(), shopper.customerId))
  if (!cart) return EMPTY_CART
  const skus = cart.lines.map(({ sku }) => sku)
  const [availability, reserved] = await Promise.all([
    readCartAvailability({ cartId: cart.id, skus }),
    reservedFor?.({ customerId: cart.customerId, cartId: cart.id }),
  ])
  return viewCart(cart, { availability: reserved ? withReserved(availability, reserved) : availability })
}
