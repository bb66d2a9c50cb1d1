import 'server-only'
import { applyHolds } from './apply-holds'

/**
 * Writes holds that Redis has lost, for the time that they had left. Holds that Redis still knows stay as they are, also those
 * that lapsed or were taken. Never more is held than is sellable, so pass the oldest holds first.
 * `milliseconds`: how long a hold lasts; `age`: how long ago its line was added, from which its life counts.
 * @returns how many were written in full
 */
export async function restoreHolds(
  holds: readonly { cartId: string; sku: string; quantity: number; milliseconds: number; age?: number }[],
): Promise<number> {
  if (holds.length === 0) return 0
  const { results } = await applyHolds(
    holds.map(({ milliseconds: lasts, ...hold }) => ({ ...hold, lasts, act: 'restore' as const })),
  )
  return results.filter(({ granted, held }) => granted && held !== null).length
}
