import { route } from '@/lib/http/shop/route'
import { publishPage } from '@/lib/publishing'
import { PageKey, type Published, PublishDraft } from '@/lib/publishing/schema'
import { liveAfter } from '@/lib/revalidation'
import { editorOf, STUDIO_WRITE } from '../../../../staff'

export const POST = route(
  { ...STUDIO_WRITE, params: PageKey, body: PublishDraft },
  async ({ staff, params, body }) => {
    const startedAt = performance.now()
    const { staleId, ...changed } = await publishPage({ key: params, ...body, editor: editorOf(staff) })
    return { ...changed, liveAfterMs: await liveAfter({ staleId, startedAt }) } satisfies Published
  },
)
