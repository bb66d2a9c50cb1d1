import 'server-only'
import { catalogTags, whereSold } from '../catalog'
import { appendStalePages, noteStalePages } from '../events'
import { shopDb } from '../infra/db/shop'
import { log } from '../infra/log/log'
import { type StockLevel, stockSubject } from './schema'

/**
 * Has the pages that say whether there is any of these SKUs made anew: their own and those that show a card of them. After
 * the commit that changed the stock, so never a part of a sale; when it fails, the live count is right all the same, and
 * the next change of that stock says so again.
 */
export async function markFlipped(levels: readonly StockLevel[]): Promise<void> {
  if (levels.length === 0) return
  try {
    const versions = new Map(levels.map(({ sku, version }) => [sku, version]))
    const sold = await whereSold([...versions.keys()])
    if (sold.length === 0) return
    const pages = sold.flatMap(({ sku, paths: [own, ...lists] }) => [
      { path: own ?? '/', subject: stockSubject(sku), revision: versions.get(sku) ?? 0 },
      ...lists.map((path) => ({ path, subject: null, revision: null })),
    ])
    const tags = sold.map(({ productId }) => catalogTags.product(productId))
    await appendStalePages(shopDb(), { tags, pages, reason: 'stock.flipped' })
    noteStalePages()
  } catch (error) {
    log('error', 'inventory.flip_not_marked', { count: levels.length, error })
  }
}
