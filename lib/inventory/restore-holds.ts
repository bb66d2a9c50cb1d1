import 'server-only'
import { applyHolds } from './apply-holds'

/**
 * Writes holds that Redis has lost, for the time that they had left. A cart that holds some of a SKU keeps what it has;
 * never more is held than is sellable. Give the oldest first: they were there first.
 * @returns how many were written in full
 */
export async function restoreHolds(
  holds: readonly { cartId: string; sku: string; quantity: number; milliseconds: number }[],
): Promise<number> {
  if (holds.length === 0) return 0
  const { results } = await applyHolds(holds.map((hold) => ({ ...hold, mode: 'restore' })))
  return results.filter(({ granted, held }) => granted && held !== null).length
}
