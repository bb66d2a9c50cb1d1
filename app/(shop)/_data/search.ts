import 'server-only'
import { cacheLife, cacheTag } from 'next/cache'
import type { ShownCard } from '@/components/catalog/shown'
import { catalogTags } from '@/lib/catalog'
import { type CategoryLink, SHOWN_IN_CATEGORY } from '@/lib/catalog/schema'
import * as search from '@/lib/search'
import type { SearchPage } from '@/lib/search'
import type { Facets, Search, SearchFilters } from '@/lib/search/schema'
import { withStockOfAll } from './stock'

// Everyone who searches for the same shares an answer for half a minute; a change of the catalogue is seen at once, of
// stock by then. The keys are normalized, and what is kept is bounded by the cache itself.
const LIFE = { stale: 30, revalidate: 30, expire: 60 }

/** `asked.q` in small letters: "Lamp" and "lamp" are one entry. */
export async function searchProducts(asked: Search): Promise<SearchPage> {
  'use cache'
  cacheLife(LIFE)
  const page = await search.searchProducts(asked)
  cacheTag(catalogTags.products, ...page.items.map(({ id }) => catalogTags.product(id)))
  return page
}

export async function countFacets(asked: SearchFilters & { q: string }): Promise<Facets> {
  'use cache'
  cacheLife(LIFE)
  cacheTag(catalogTags.products)
  return search.countFacets(asked)
}

export async function findNearest(q: string): ReturnType<typeof search.findNearest> {
  'use cache'
  cacheLife(LIFE)
  cacheTag(catalogTags.products)
  return search.findNearest(q, NEAREST)
}

/** One row of cards. */
const NEAREST = 4

/** The first products of a category, kept like every list of the shop, and the cursor to what comes next. */
export async function browseCategory({ id, slug }: CategoryLink): Promise<CategoryPage> {
  'use cache'
  cacheLife('days')
  const all: Search = {
    q: '',
    categories: [slug],
    price: null,
    inStock: false,
    sort: 'relevance',
    after: null,
  }
  const { items, nextCursor } = await search.searchProducts(all, SHOWN_IN_CATEGORY)
  cacheTag(catalogTags.list(id), catalogTags.categories, ...items.map((card) => catalogTags.product(card.id)))
  return { items: await withStockOfAll(items), nextCursor }
}

interface CategoryPage {
  items: ShownCard[]
  nextCursor: string | null
}
