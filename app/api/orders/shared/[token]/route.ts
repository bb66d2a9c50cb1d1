import { route } from '@/lib/http/shop/route'
import { getSharedOrder } from '@/lib/orders'
import { SharedParams } from '@/lib/orders/schema'
import { READ_LIMITS } from '../../../limits'

export const GET = route({ params: SharedParams, limits: READ_LIMITS }, ({ params }) =>
  getSharedOrder(params),
)
