import { route } from '@/lib/http/route'
import { publishPage } from '@/lib/publishing'
import { PageKey, PublishDraft } from '@/lib/publishing/schema'
import { answerWhenLive } from '../../../../live-after'
import { editorOf, STUDIO_WRITE } from '../../../../staff'

export const POST = route(
  { ...STUDIO_WRITE, params: PageKey, body: PublishDraft },
  async ({ staff, params, body }) => {
    const startedAt = performance.now()
    const published = await publishPage({ key: params, ...body, editor: editorOf(staff) })
    return answerWhenLive(published, startedAt)
  },
)
