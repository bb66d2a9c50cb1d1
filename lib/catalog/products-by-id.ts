import 'server-only'
import type { ProductCard } from './schema'
import { catalog } from './store'

/** The products on sale among these; one that is not on sale is not in the map. */
export async function productsById(ids: readonly string[]): Promise<Map<string, ProductCard>> {
  if (ids.length === 0) return new Map()
  const cards = await catalog.cards({ ids })
  return new Map(cards.map((card) => [card.id, card]))
}
