import { route } from '@/lib/http/shop/route'
import { countFacets, searchProducts } from '@/lib/search'
import { type SearchAnswer, SearchQuery } from '@/lib/search/schema'
import { cacheable } from './cacheable'

/** As long as a search page's own cache (app/(shop)/_data/search.ts). */
const KEEP_SECONDS = 30

/** What is on sale, found, narrowed and sorted: see SearchQuery and SearchAnswer. Public, the same for everyone. */
export const GET = route(
  { query: SearchQuery, limits: [{ name: 'search', per: 'address' }] },
  async ({ query: search }) => {
    const [page, asTyped] = await Promise.all([
      searchProducts(search),
      search.after ? null : countFacets(search),
    ])
    const facets = asTyped && page.meant !== null ? await countFacets({ ...search, q: page.meant }) : asTyped
    return cacheable({ ...page, facets } satisfies SearchAnswer, KEEP_SECONDS)
  },
)
