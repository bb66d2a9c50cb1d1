import { route } from '@/lib/http/shop/route'
import { changeStatus } from '@/lib/publishing'
import { ProductParams, type Published, StatusChange } from '@/lib/publishing/schema'
import { liveAfter } from '@/lib/revalidation'
import { editorOf, STUDIO_WRITE } from '../../../staff'

export const POST = route(
  { ...STUDIO_WRITE, params: ProductParams, body: StatusChange },
  async ({ staff, params, body }) => {
    const startedAt = performance.now()
    const { staleId, ...changed } = await changeStatus({ ...params, ...body, editor: editorOf(staff) })
    return { ...changed, liveAfterMs: await liveAfter({ staleId, startedAt }) } satisfies Published
  },
)
