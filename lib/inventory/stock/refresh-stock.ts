import 'server-only'
import { syncStock } from './sync-stock'
import { stockRows } from './store'

/** Reads stock from Postgres into Redis: a count may be late, so this comes before a refusal. */
export async function refreshStock(skus: readonly string[]): Promise<void> {
  const levels = await stockRows.find(skus)
  await syncStock({ levels: [...levels.values()] })
}
