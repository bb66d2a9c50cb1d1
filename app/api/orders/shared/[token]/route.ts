import { route } from '@/lib/http/route'
import { getSharedOrder } from '@/lib/orders'
import { SharedParams } from '@/lib/orders/schema'

export const GET = route(
  { params: SharedParams, limits: [{ name: 'reads', per: 'address' }] },
  ({ params }) => getSharedOrder(params),
)
