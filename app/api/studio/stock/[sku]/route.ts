import { route } from '@/lib/http/shop/route'
import { editStock } from '@/lib/publishing'
import { StockEdit, StockParams } from '@/lib/publishing/schema'
import { editorOf, STUDIO_WRITE } from '../../staff'

export const POST = route(
  { ...STUDIO_WRITE, params: StockParams, body: StockEdit },
  async ({ staff, params, body }) => {
    return editStock({ ...params, edit: body, editor: editorOf(staff) })
  },
)
