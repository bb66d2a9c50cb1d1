import 'server-only'
import { BoundedMap } from '../../core/bounded-map'
import type { StockLevel } from '../schema'
import { projection } from './store'
import { stockRows } from '../stock/store'

/** A process reads a SKU's stock from Postgres at most once in this time, however many ask. */
const REUSE_MS = 1_000

interface Reading {
  startedAt: number
  level: Promise<StockLevel | null>
}

const readings = new BoundedMap<Reading>(10_000)

/**
 * Stock from Postgres, null for SKUs that have none. Callers that ask at the same time, or within a second, share one
 * read; the first of them also writes what it read into Redis when `save` is set.
 */
export async function loadLevels(
  skus: readonly string[],
  { save }: { save: boolean },
): Promise<Map<string, StockLevel | null>> {
  const now = performance.now()
  const due = skus.filter((sku) => (readings.get(sku)?.startedAt ?? -Infinity) < now - REUSE_MS)
  if (due.length > 0) {
    const batch = readBatch(due, save)
    for (const sku of due) startReading(sku, now, batch)
  }
  const levels = await Promise.all(skus.map((sku) => readings.get(sku)?.level ?? null))
  return new Map(skus.map((sku, index) => [sku, levels[index] ?? null]))
}

/** Stock has just changed: what was read before is not shared any more. */
export function forgetReadings(skus: readonly string[]): void {
  for (const sku of skus) readings.delete(sku)
}

function startReading(sku: string, startedAt: number, batch: Promise<Map<string, StockLevel | null>>): void {
  const level = batch.then((levels) => levels.get(sku) ?? null)
  const reading = { startedAt, level }
  readings.set(sku, reading)
  level.catch(() => {
    if (readings.get(sku) === reading) readings.delete(sku)
  })
}

async function readBatch(skus: readonly string[], save: boolean): Promise<Map<string, StockLevel | null>> {
  const rows = await stockRows.find(skus)
  const levels = new Map(skus.map((sku) => [sku, rows.get(sku) ?? null]))
  if (save) await projection.fill(levels)
  return levels
}
