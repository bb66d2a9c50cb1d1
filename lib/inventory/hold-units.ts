import 'server-only'
import { applyHolds } from './apply-holds'
import { holdMilliseconds } from './hold-time'

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
}): Promise<{ granted: boolean; available: number; expiresAt: Date | null }> {
  const milliseconds = holdMilliseconds()
  const { results } = await applyHolds([{ ...options, milliseconds, mode: 'exact' }])
  const [result] = results
  if (!result) throw new Error('a hold has a result')
  return { granted: result.granted, available: result.available, expiresAt: result.expiresAt }
}
