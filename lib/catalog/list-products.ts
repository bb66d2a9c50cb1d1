import 'server-only'
import type { ProductCard } from './schema'
import { catalog } from './store'

/** Everything on sale, or on sale in one category (by its slug), in the shop's order: by position, then the newest. */
export function listProducts(options: { category?: string } = {}): Promise<ProductCard[]> {
  return catalog.cards(options)
}
