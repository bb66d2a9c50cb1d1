import 'server-only'
import { customers, type Shopper } from '../identity'
import { shopTransaction } from '../infra/db/shop'
import { admitUnits } from './admit-units'
import { holdCart } from './hold-cart'
import { tooManyLines } from './refusals'
import { removeLine } from './remove-line'
import { type Cart, MAX_LINES } from './schema'
import { carts } from './store'

/**
 * Sets how many units of a variant are in the shopper's cart, adding the line if it is new; 0 removes it. The same number
 * again asks for a lapsed hold again. Otherwise as `addLine`: all units or none, and the whole cart is held anew.
 *
 * @throws AppError `unknown_sku` · `insufficient_stock` with `available`: units the line could have in all
 */
export async function setLine(options: { shopper: Shopper; sku: string; quantity: number }): Promise<Cart> {
  const { shopper, sku, quantity } = options
  const { customerId } = shopper
  if (quantity === 0) return removeLine({ customerId, sku })
  const variant = await admitUnits({ customerId, sku, wanted: () => quantity })

  const { cart, before } = await shopTransaction(async (tx) => {
    if (shopper.isNew) await customers.create(tx, shopper)
    const opened = { customerId, ...(await carts.open(tx, customerId)) }
    const before = await carts.setUnits(tx, opened, { sku, quantity })
    const lines = await carts.lines(tx, opened)
    if (lines.length > MAX_LINES) throw tooManyLines()
    return { cart: { ...opened, lines }, before }
  })
  return holdCart(cart, { variant, added: quantity - before })
}
