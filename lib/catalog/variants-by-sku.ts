import 'server-only'
import type { SellableVariant } from './schema'
import { catalog } from './store'

/** What is sold under these SKUs now, at today's price; a SKU that is not sold is not in the map. One query. */
export async function variantsBySku(skus: readonly string[]): Promise<Map<string, SellableVariant>> {
  if (skus.length === 0) return new Map()
  const variants = await catalog.sellable(skus)
  return new Map(variants.map((variant) => [variant.sku, variant]))
}
