import { route } from '@/lib/http/route'
import { whoAsks } from '@/lib/identity'
import { listOrders } from '@/lib/orders'
import { OrdersQuery } from '@/lib/orders/schema'

export const GET = route({ query: OrdersQuery }, async ({ request, query }) => {
  const { owner } = await whoAsks(request)
  return listOrders({ ...owner, ...query })
})
