import { route } from '@/lib/http/shop/route'
import { getHistory } from '@/lib/publishing'
import { HistoryQuery, PageKey } from '@/lib/publishing/schema'
import { STUDIO_READ } from '../../../../staff'

export const GET = route(
  { ...STUDIO_READ, params: PageKey, query: HistoryQuery },
  async ({ params, query }) => getHistory({ key: params, after: query.after?.[0] }),
)
