import 'server-only'
import { HOME_PATH } from '../core/paths'
import { shopDb } from '../infra/db/shop'
import { log } from '../infra/log/log'
import { type StockLevel, stockSubject } from '../inventory/schema'
import { cacheTags } from './manifest'
import { pagesSelling } from './pages-showing-store'
import { invalidate } from './invalidate'

/**
 * Makes the pages stale that say whether these SKUs are sold out: each product's own page, and the pages with a card of it.
 * Runs after the commit that changed the stock, so it is no part of a sale. Never throws: when it fails, the live count on
 * the page is still right, and the next change of that stock invalidates the same pages.
 */
export async function invalidateStock(levels: readonly StockLevel[]): Promise<void> {
  if (levels.length === 0) return
  try {
    const versions = new Map(levels.map(({ sku, version }) => [sku, version]))
    const selling = await pagesSelling([...versions.keys()])
    if (selling.length === 0) return
    const pages = selling.flatMap(({ sku, paths: [own, ...others] }) => [
      { path: own ?? HOME_PATH, subject: stockSubject(sku), revision: versions.get(sku) ?? 0 },
      ...others.map((path) => ({ path, subject: null, revision: null })),
    ])
    const tags = selling.map(({ productId }) => cacheTags.product(productId))
    await invalidate(shopDb(), { tags, pages, reason: 'stock.sellable_changed' })
  } catch (error) {
    log('error', 'pages.stock_not_invalidated', { count: levels.length, error })
  }
}
