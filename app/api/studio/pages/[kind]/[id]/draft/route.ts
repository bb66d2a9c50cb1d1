import { CONTENT_LIMIT } from '@/lib/http/body'
import { route } from '@/lib/http/shop/route'
import { discardDraft, saveDraft } from '@/lib/publishing'
import { DiscardQuery, PageKey, SaveDraft } from '@/lib/publishing/schema'
import { editorOf, STUDIO_WRITE } from '../../../../staff'

export const PUT = route(
  { ...STUDIO_WRITE, params: PageKey, body: SaveDraft, bodyLimit: CONTENT_LIMIT, text: 'cleaned' },
  async ({ staff, params, body }) => saveDraft({ key: params, ...body, editor: editorOf(staff) }),
)

export const DELETE = route(
  { ...STUDIO_WRITE, params: PageKey, query: DiscardQuery },
  async ({ staff, params, query }) => {
    const [version] = query.version
    const page = await discardDraft({ key: params, version, editor: editorOf(staff) })
    return page ?? new Response(null, { status: 204, headers: { 'cache-control': 'private, no-store' } })
  },
)
