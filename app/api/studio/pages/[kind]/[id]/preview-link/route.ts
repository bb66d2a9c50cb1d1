import { json, route } from '@/lib/http/shop/route'
import { createPreviewLink } from '@/lib/publishing'
import { PageKey, PreviewLinkRequest } from '@/lib/publishing/schema'
import { editorOf, STUDIO_WRITE } from '../../../../staff'

/** A link for a colleague without an account. */
export const POST = route(
  { ...STUDIO_WRITE, params: PageKey, body: PreviewLinkRequest },
  async ({ staff, params, body }) =>
    json(await createPreviewLink({ page: params, ...body, editor: editorOf(staff) }), 201),
)
