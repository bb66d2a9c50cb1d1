import 'server-only'
import type { Caller } from '../../core/caller'
import { applyHolds } from './apply-holds'
import { placeOf } from './place'

/**
 * Sets a cart's hold on one SKU to exactly `quantity` units for HOLD_MINUTES from now; 0 drops it. One atomic command: of
 * all carts together never more is held than is sellable, and the cart's own hold does not count against it. Refused
 * (`granted: false`), the hold stays as it was. `available`: units this cart could hold in all, its own included.
 * Redis away: granted by what Postgres says is sellable, with no expiry.
 */
export async function holdUnits(options: {
  cartId: string
  sku: string
  quantity: number
  caller?: Caller | null | undefined
}): Promise<{ granted: boolean; available: number; expiresAt: Date | null }> {
  const { caller, ...line } = options
  const { results } = await applyHolds([{ ...line, act: 'write', exact: true, place: placeOf(caller) }])
  const [result] = results
  if (!result) throw new Error('a hold has a result')
  return { granted: result.granted, available: result.available, expiresAt: result.expiresAt }
}
