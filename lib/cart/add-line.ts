import 'server-only'
import type { Caller } from '../core/caller'
import type { ShopperClaim } from '../shopper'
import { putUnits } from './put-units'
import type { Cart } from './schema'

/**
 * Adds units of a variant to the shopper's cart, which is made if there is none, and holds that line for HOLD_MINUTES. Other
 * lines keep the time they have; `notices` says what is not held.
 *
 * All units or none: when fewer are left the cart stays as it is and the refusal says how many the line could have. Where
 * others only wait, the units that have been idle longest are taken from them; where people ask faster than holds end, the
 * line stays without a hold, and who pays first has the units (docs/decisions/0030).
 * Postgres is written before the hold: a cart that lost its hold heals at the line's next write, a hold without a cart would
 * hide stock from everyone until it lapsed. When a faster shopper takes the units in between, the write is undone.
 *
 * @throws AppError `unknown_sku` · `line_limit` · `insufficient_stock` with `available`: units the line could have in all,
 *   those in it already included · UnknownShopper · PinnedByOrder
 */
export async function addLine(options: {
  shopper: ShopperClaim
  sku: string
  quantity: number
  caller?: Caller | null | undefined
}): Promise<Cart> {
  return putUnits({ ...options, mode: 'add' })
}
