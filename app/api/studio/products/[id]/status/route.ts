import { route } from '@/lib/http/route'
import { changeStatus } from '@/lib/publishing'
import { ProductParams, StatusChange } from '@/lib/publishing/schema'
import { answerWhenLive } from '../../../live-after'
import { editorOf, STUDIO_WRITE } from '../../../staff'

export const POST = route(
  { ...STUDIO_WRITE, params: ProductParams, body: StatusChange },
  async ({ staff, params, body }) => {
    const startedAt = performance.now()
    const changed = await changeStatus({ ...params, ...body, editor: editorOf(staff) })
    return answerWhenLive(changed, startedAt)
  },
)
