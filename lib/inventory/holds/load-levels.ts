import 'server-only'
import type { StockLevel } from '../schema'
import { stockRows } from '../stock/store'
import { stockCache } from './stock-cache'
import { holdsStore } from './store'

/**
 * Stock from Postgres, null for SKUs that have none. Callers that ask at the same time, or within a second, share one
 * read; the first of them also writes the stock into Redis when `save` is set.
 */
export async function loadLevels(
  skus: readonly string[],
  { save }: { save: boolean },
): Promise<Map<string, StockLevel | null>> {
  const readings = new Map(skus.map((sku) => [sku, stockCache.readingOf(sku)]))
  const due = skus.filter((sku) => !readings.get(sku))
  if (due.length > 0) {
    const batch = readBatch(due, save)
    for (const sku of due) {
      const reading = batch.then((levels) => levels.get(sku) ?? null)
      stockCache.shareReading(sku, reading)
      readings.set(sku, reading)
    }
  }
  const levels = await Promise.all(skus.map((sku) => readings.get(sku)))
  return new Map(skus.map((sku, index) => [sku, levels[index] ?? null]))
}

async function readBatch(skus: readonly string[], save: boolean): Promise<Map<string, StockLevel | null>> {
  const rows = await stockRows.find(skus)
  const levels = new Map(skus.map((sku) => [sku, rows.get(sku) ?? null]))
  if (save) await holdsStore.fill(levels)
  return levels
}
