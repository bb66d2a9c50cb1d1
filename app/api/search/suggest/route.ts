import { route } from '@/lib/http/shop/route'
import { suggest } from '@/lib/search'
import { type Suggestions, SuggestQuery } from '@/lib/search/schema'
import { cacheable } from '../cacheable'

/** Names hardly ever change. */
const KEEP_SECONDS = 300

/** Categories and products for what is typed so far; none for nothing. Public, the same for everyone. */
export const GET = route(
  { query: SuggestQuery, limits: [{ name: 'suggest', per: 'address' }] },
  async ({ query }) => cacheable({ items: await suggest(query.q) } satisfies Suggestions, KEEP_SECONDS),
)
