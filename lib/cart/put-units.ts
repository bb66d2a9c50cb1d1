import 'server-only'
import type { Caller } from '../core/caller'
import { provenShopper, type ShopperClaim, UnknownShopper } from '../shopper'
import { isPlentiful } from '../inventory'
import { admitUnits } from './admit-units'
import { holdCart } from './hold-cart'
import { lineLimit, PinnedByOrder, tooManyLines, unknownSku } from './refusals'
import { type Cart, MAX_UNITS_PER_LINE } from './schema'
import { carts, type WriteOutcome } from './store'

/**
 * Writes one line, by adding to it or setting it, and holds that line alone: all units or none. Where this process
 * knew of enough for any line a moment ago, Postgres is asked once, and nobody before it: the hold decides.
 */
export async function putUnits(options: {
  shopper: ShopperClaim
  sku: string
  quantity: number
  mode: 'add' | 'set'
  caller?: Caller | null | undefined
}): Promise<Cart> {
  const { shopper, sku, quantity, mode, caller } = options
  if (!isPlentiful(sku, MAX_UNITS_PER_LINE)) {
    if (!(await provenShopper(shopper))) throw new UnknownShopper()
    const wanted = (inCart: number) => (mode === 'add' ? inCart + quantity : quantity)
    await admitUnits({ customerId: shopper.customerId, sku, wanted, caller })
  }
  const put = await carts.writeLine(shopper, { mode, sku, quantity })
  if (put.outcome !== 'written') throw refusalOf(put.outcome)
  const { cart, before, variants } = put
  const added = mode === 'add' ? quantity : quantity - before
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
