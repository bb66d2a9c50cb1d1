import 'server-only'
import { BoundedMap } from '../../core/bounded-map'
import type { StockLevel } from '../schema'
import { projection } from './store'

/** Stock changes that Redis did not take because it was away; the newest of each SKU. */
const unsettled = new BoundedMap<StockLevel>(5_000)

export function keepForLater(levels: readonly StockLevel[]): void {
  for (const level of levels) {
    if ((unsettled.get(level.sku)?.version ?? 0) < level.version) unsettled.set(level.sku, level)
  }
}

/**
 * Hands in what Redis missed of these SKUs. Called in the same tick as a read or a hold it travels in their request and
 * runs before them, so that the first answer after an outage is right already.
 */
export async function settleLate(skus: readonly string[]): Promise<void> {
  const late = skus.flatMap((sku) => unsettled.get(sku) ?? [])
  if (late.length === 0 || !(await projection.settle(late))) return
  for (const level of late) if (unsettled.get(level.sku) === level) unsettled.delete(level.sku)
}
