import 'server-only'
import type { StockMark } from '../schema'
import { stockRows } from './store'

/** Whether there is any of these SKUs, by the truth of Postgres; one that has no stock row has none. */
export async function stockMarks(skus: readonly string[]): Promise<StockMark[]> {
  const levels = await stockRows.find(skus)
  return skus.map((sku) => {
    const level = levels.get(sku)
    return {
      sku,
      inStock: level !== undefined && level.onHand > level.reserved,
      version: level?.version ?? 0,
    }
  })
}
