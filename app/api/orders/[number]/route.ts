import { route } from '@/lib/http/shop/route'
import { whoAsks } from '@/lib/shopper'
import { getOrder } from '@/lib/orders'
import { OrderParams } from '@/lib/orders/schema'
import { READ_LIMITS } from '../../limits'

export const GET = route({ params: OrderParams, limits: READ_LIMITS }, async ({ request, params }) => {
  const { owner } = await whoAsks(request)
  return getOrder({ ...owner, ...params })
})
