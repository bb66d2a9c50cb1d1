import 'server-only'
import type { Counts } from '../rules/stock-state'
import { loadLevels } from './load-levels'
import { stockCache } from './stock-cache'

/**
 * Counts while Redis is away: the last ones this process knows, with stock from Postgres every ten seconds (of one SKU at most
 * once a second). Holds are the last known ones, for as long as they can have lasted. SKUs without stock are left out.
 * @throws when Postgres is away as well and this process knows nothing of a SKU
 */
export async function countsWithoutRedis(skus: readonly string[]): Promise<Map<string, Counts>> {
  const stale = skus.filter((sku) => !stockCache.isFresh(sku))
  try {
    for (const [sku, level] of await loadLevels(stale, { save: false })) {
      if (level) stockCache.rememberStock(sku, level)
    }
  } catch (error) {
    if (stale.some((sku) => !stockCache.countsOf(sku))) throw error
  }
  return new Map(
    skus.flatMap((sku) => {
      const counts = stockCache.countsOf(sku)
      return counts ? [[sku, counts] as const] : []
    }),
  )
}
