import 'server-only'
import type { ShopperClaim } from '../identity'
import { putUnits } from './put-units'
import type { Cart } from './schema'

/**
 * Adds units of a variant to the shopper's cart, which is made if there is none, and holds the whole cart anew for
 * HOLD_MINUTES; holds that had lapsed are asked for again, and `notices` says what could not be had.
 *
 * All units or none: when fewer are left the cart stays as it is and the refusal says how many the line could have.
 * Postgres is written before the hold: a cart that lost its hold heals at its next write, a hold without a cart would
 * hide stock from everyone until it lapsed. When a faster shopper takes the units in between, the write is undone.
 *
 * @throws AppError `unknown_sku` · `line_limit` · `insufficient_stock` with `available`: units the line could have in all,
 *   those in it already included · UnknownShopper · PinnedByOrder
 */
export async function addLine(options: {
  shopper: ShopperClaim
  sku: string
  quantity: number
}): Promise<Cart> {
  return putUnits({ ...options, mode: 'add' })
}
