import { isSlug } from '../../catalog/rules/slug'
import { normalizeQuery } from './normalize-query'
import { readPriceRange, writePriceRange } from './price-range'
import type { Search } from './search'
import { type Sort, SORTS } from './sorts'

/** Categories that one search may choose. */
export const MAX_CATEGORIES = 20

type Params = Readonly<Record<string, string | readonly string[] | undefined>>

/** The search that an address asks for. What it does not understand it leaves out: an old link still finds something. */
export function readSearch(params: Params): Search {
  const all = (name: string) => [params[name] ?? []].flat()
  const first = (name: string) => all(name)[0] ?? ''
  const sort = SORTS.find((known) => known === first('sort'))
  return {
    q: normalizeQuery(first('q')),
    categories: asSet(all('category').filter(isSlug)),
    price: readPriceRange(first('price')),
    inStock: first('stock') === 'in',
    sort: sort ?? 'relevance',
    after: first('after') || null,
  }
}

/** Sorted, each once: the same choice is the same address, and the same entry in a cache. */
export const asSet = (slugs: readonly string[]): string[] =>
  [...new Set(slugs)].sort().slice(0, MAX_CATEGORIES)

/** The parameters of a search's address; what is as it always is stays out. */
export function searchParams({ q, categories, price, inStock, sort, after }: Search): URLSearchParams {
  const params = new URLSearchParams()
  if (q) params.set('q', q)
  for (const slug of categories) params.append('category', slug)
  if (price) params.set('price', writePriceRange(price))
  if (inStock) params.set('stock', 'in')
  if (sort !== ('relevance' satisfies Sort)) params.set('sort', sort)
  if (after) params.set('after', after)
  return params
}

/** The page that shows it; `readSearch` reads it back. */
export function searchPath(search: Search): string {
  const params = searchParams(search).toString()
  return params ? `/search?${params}` : '/search'
}
