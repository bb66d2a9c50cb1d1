import 'server-only'
import { stockCache } from './stock-cache'

/**
 * Whether so many units of a SKU were free by counts that are at most ten seconds old. Asks nobody, so it may be late: use it
 * to skip a question, never to promise a unit.
 */
export function isPlentiful(sku: string, units: number): boolean {
  const counts = stockCache.isFresh(sku) ? stockCache.countsOf(sku) : null
  return counts !== null && counts.onHand - counts.reserved - counts.held >= units
}
