import 'server-only'
import { listProducts, productsById } from '../catalog'
import type { ProductCard } from '../catalog/schema'
import { searchIndex } from './store'
import { understandQuery } from './understand-query'

/** For a query that finds nothing: products that have some of its words; the shop's first when there are none. */
export async function findNearest(
  q: string,
  limit: number,
): Promise<{ items: ProductCard[]; related: boolean }> {
  const { known } = await understandQuery(q)
  const ids = await searchIndex.any(known, limit)
  if (ids.length === 0) return { items: await listProducts({ limit }), related: false }
  const cards = await productsById(ids)
  return { items: ids.flatMap((id) => cards.get(id) ?? []), related: true }
}
