import 'server-only'
import type { Caller } from '../../core/caller'
import { applyHolds, type HoldResult } from './apply-holds'
import { placeOf } from './place'

/**
 * The shopper opened checkout: each line's hold lasts HOLD_MINUTES from now, once, and is protected while the shopper types an
 * address and a card. Lapsed holds are taken again, as far as there are units.
 */
export async function openCheckoutHolds(options: {
  cartId: string
  lines: readonly { sku: string; quantity: number }[]
  caller?: Caller | null | undefined
}): Promise<HoldResult[]> {
  const { cartId, lines, caller } = options
  const place = placeOf(caller)
  const { results } = await applyHolds(
    lines.map(({ sku, quantity }) => ({ cartId, sku, quantity, place, act: 'open' as const })),
  )
  return results
}
