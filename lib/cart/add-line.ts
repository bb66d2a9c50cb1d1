import 'server-only'
import { customers, type Shopper } from '../identity'
import { shopTransaction } from '../infra/db/shop'
import { admitUnits } from './admit-units'
import { holdCart } from './hold-cart'
import { lineLimit, tooManyLines } from './refusals'
import { type Cart, MAX_LINES } from './schema'
import { carts } from './store'

/**
 * Adds units of a variant to the shopper's cart, which is made if there is none, and holds the whole cart anew for
 * HOLD_MINUTES; holds that had lapsed are asked for again, and `notices` says what could not be had.
 *
 * All units or none: when fewer are left the cart stays as it is and the refusal says how many the line could have.
 * Postgres is written before the hold: a cart that lost its hold heals at its next write, a hold without a cart would
 * hide stock from everyone until it lapsed. When a faster shopper takes the units in between, the write is undone.
 *
 * @throws AppError `unknown_sku` · `line_limit` · `insufficient_stock` with `available`: units the line could have in all,
 *   those in it already included
 */
export async function addLine(options: { shopper: Shopper; sku: string; quantity: number }): Promise<Cart> {
  const { shopper, sku, quantity } = options
  const { customerId } = shopper
  const variant = await admitUnits({ customerId, sku, wanted: (inCart) => inCart + quantity })

  const cart = await shopTransaction(async (tx) => {
    if (shopper.isNew) await customers.create(tx, shopper)
    const opened = { customerId, ...(await carts.open(tx, customerId)) }
    if ((await carts.addUnits(tx, opened, { sku, quantity })) === null) throw lineLimit()
    const lines = await carts.lines(tx, opened)
    if (lines.length > MAX_LINES) throw tooManyLines()
    return { ...opened, lines }
  })
  return holdCart(cart, { variant, added: quantity })
}
