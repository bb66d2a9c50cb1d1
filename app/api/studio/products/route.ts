import { json, route } from '@/lib/http/shop/route'
import { createProduct, listPages } from '@/lib/publishing'
import { NewProduct, ProductListQuery } from '@/lib/publishing/schema'
import { editorOf, STUDIO_READ, STUDIO_WRITE } from '../staff'

export const GET = route({ ...STUDIO_READ, query: ProductListQuery }, async ({ query }) =>
  listPages({
    q: query.q?.[0],
    status: query.status?.[0],
    categoryId: query.category?.[0],
    after: query.after?.[0],
  }),
)

export const POST = route({ ...STUDIO_WRITE, body: NewProduct }, async ({ staff, body }) =>
  json(await createProduct({ ...body, editor: editorOf(staff) }), 201),
)
