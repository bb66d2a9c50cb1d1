import 'server-only'
import { shopDb, shopTransaction } from '../infra/db/shop'
import { getCart } from './get-cart'
import { holdCart } from './hold-cart'
import { PinnedByOrder } from './refusals'
import type { Cart } from './schema'
import { carts } from './store'

/**
 * Takes a variant out of the customer's cart and gives its units back at once. A variant that is not in the cart, or a
 * missing cart, is no error: the answer is the cart as it is.
 * @throws PinnedByOrder
 */
export async function removeLine({ customerId, sku }: { customerId: string; sku: string }): Promise<Cart> {
  const cart = await carts.active(shopDb(), customerId)
  if (!cart?.lines.some((line) => line.sku === sku)) return getCart({ customerId })

  const changed = await shopTransaction(async (tx) => {
    const touched = await carts.lockAndTouch(tx, cart)
    if (!touched) return null
    if (await carts.isPinned(tx, customerId)) throw new PinnedByOrder()
    await carts.removeLine(tx, cart, sku)
    return { ...cart, ...touched, lines: await carts.lines(tx, cart) }
  })
  return changed ? holdCart(changed, { removed: [sku] }) : getCart({ customerId })
}
