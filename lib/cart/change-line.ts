import 'server-only'
import type { Caller } from '../core/caller'
import { isPlentiful } from '../inventory'
import { type Shopper, UnknownShopper } from '../shopper'
import { checkStockFirst } from './check-stock-first'
import { holdCart } from './hold-cart'
import { lineLimit, PinnedByOrder, tooManyLines, unknownSku } from './refusals'
import { removeLine } from './remove-line'
import { type Cart, MAX_UNITS_PER_LINE } from './schema'
import { carts, type WriteOutcome } from './store'

export interface LineChange {
  shopper: Shopper
  /** `add` makes the cart and the line if there is none; `set` to 0 takes the line out */
  change: 'add' | 'set'
  sku: string
  /** units */
  quantity: number
  caller?: Caller | null | undefined
}

/**
 * Changes one line of the shopper's cart and holds that line for HOLD_MINUTES. Other lines keep the time they have; `notices`
 * says what is not held. To set a line to the quantity it has asks for a lapsed hold again.
 *
 * All units or none: when fewer are left the cart stays as it is, and the refusal says how many the line could have. Where
 * other shoppers only wait, the units that have been idle longest are taken from them. Where people ask faster than holds
 * end, the line stays without a hold, and the first shopper who pays gets the units (docs/decisions/0030).
 *
 * Postgres is written before the hold: a cart that lost its hold recovers at the line's next write, but a hold without a cart
 * would hide stock from everyone until it lapsed. When a faster shopper takes the units in between, the write is undone.
 *
 * @throws AppError `unknown_sku` · `line_limit` · `insufficient_stock` with `available`: units the line could have in all,
 *   those in it already included · PinnedByOrder · UnknownShopper when the browser was signed out a moment ago
 */
export async function changeLine({ shopper, change, sku, quantity, caller }: LineChange): Promise<Cart> {
  const { customerId } = shopper
  if (change === 'set' && quantity === 0) return removeLine({ customerId, sku })
  if (!isPlentiful(sku, MAX_UNITS_PER_LINE)) {
    const wanted = (inCart: number) => (change === 'add' ? inCart + quantity : quantity)
    await checkStockFirst({ customerId, sku, wanted, caller })
  }
  const written = await carts.writeLine(shopper, { mode: change, sku, quantity })
  if (written.outcome !== 'written') throw refusalOf(written.outcome)
  const { cart, before, variants } = written
  const added = change === 'add' ? quantity : quantity - before
  return holdCart(cart, { change: { sku, added, variants, caller } })
}

function refusalOf(outcome: Exclude<WriteOutcome['outcome'], 'written'>): Error {
  switch (outcome) {
    case 'unknown_shopper':
      return new UnknownShopper()
    case 'unknown_sku':
      return unknownSku()
    case 'pinned':
      return new PinnedByOrder()
    case 'units':
      return lineLimit()
    case 'lines':
      return tooManyLines()
  }
}
