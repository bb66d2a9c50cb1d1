import 'server-only'
import { syncStock } from './sync-stock'
import { stockRows } from './store'

/** Reads stock from Postgres into Redis: before a sale is refused on a count that may be late. */
export async function refreshStock(skus: readonly string[]): Promise<void> {
  const levels = await stockRows.find(skus)
  await syncStock({ levels: [...levels.values()] })
}
