import { route } from '@/lib/http/shop/route'
import { restoreRevision } from '@/lib/publishing'
import { PageKey, RestoreRevision } from '@/lib/publishing/schema'
import { editorOf, STUDIO_WRITE } from '../../../../staff'

export const POST = route(
  { ...STUDIO_WRITE, params: PageKey, body: RestoreRevision },
  async ({ staff, params, body }) => restoreRevision({ key: params, ...body, editor: editorOf(staff) }),
)
