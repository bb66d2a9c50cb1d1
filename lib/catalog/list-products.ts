import 'server-only'
import type { ProductCard } from './schema'
import { catalog } from './store'

/**
 * The first `limit` products on sale, or on sale in one category (by its id), or among `ids`, in the shop's order: by
 * position, then the newest. All of them without a limit.
 */
export function listProducts(
  options: { categoryId?: string; ids?: readonly string[]; limit?: number } = {},
): Promise<ProductCard[]> {
  return catalog.cards(options)
}
