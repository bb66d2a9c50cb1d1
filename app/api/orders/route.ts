import { route } from '@/lib/http/shop/route'
import { whoAsks } from '@/lib/shopper'
import { listOrders } from '@/lib/orders'
import { OrdersQuery } from '@/lib/orders/schema'
import { READ_LIMITS } from '../limits'

export const GET = route({ query: OrdersQuery, limits: READ_LIMITS }, async ({ request, query }) => {
  const { owner } = await whoAsks(request)
  return listOrders({ ...owner, ...query })
})
