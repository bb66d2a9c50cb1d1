import 'server-only'
import type { ShownCard } from '@/components/catalog/shown'
import { type CategoryLink, SHOWN_IN_CATEGORY } from '@/lib/catalog/schema'
import { manifest } from '@/lib/revalidation'
import * as search from '@/lib/search'
import type { SearchPage } from '@/lib/search'
import type { Facets, Search, SearchFilters } from '@/lib/search/schema'
import { keep } from './keep'
import { withStockOfAll } from './stock'

// Kept as the manifest says. The keys are normalized, and the cache itself bounds how much it keeps.

/** `asked.q` in small letters: "Lamp" and "lamp" are one entry. */
export async function searchProducts(asked: Search): Promise<SearchPage> {
  'use cache'
  const page = await search.searchProducts(asked)
  keep(manifest.search, { ids: page.items.map(({ id }) => id) })
  return page
}

export async function countFacets(asked: SearchFilters & { q: string }): Promise<Facets> {
  'use cache'
  keep(manifest.search, { ids: [] })
  return search.countFacets(asked)
}

export async function findNearest(q: string): ReturnType<typeof search.findNearest> {
  'use cache'
  keep(manifest.search, { ids: [] })
  return search.findNearest(q, NEAREST)
}

/** One row of cards. */
const NEAREST = 4

/** The first products of a category, kept like every list of the shop, and the cursor to what comes next. */
export async function browseCategory({ id, slug }: CategoryLink): Promise<CategoryPage> {
  'use cache'
  const all: Search = {
    q: '',
    categories: [slug],
    price: null,
    inStock: false,
    sort: 'relevance',
    after: null,
  }
  const { items, nextCursor } = await search.searchProducts(all, SHOWN_IN_CATEGORY)
  keep(manifest.productsOf, { categoryId: id, ids: items.map((card) => card.id) })
  return { items: await withStockOfAll(items), nextCursor }
}

interface CategoryPage {
  items: ShownCard[]
  nextCursor: string | null
}
