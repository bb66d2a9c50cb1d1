import { route } from '@/lib/http/route'
import { whoAsks } from '@/lib/identity'
import { getOrder } from '@/lib/orders'
import { OrderParams } from '@/lib/orders/schema'

export const GET = route({ params: OrderParams }, async ({ request, params }) => {
  const { owner } = await whoAsks(request)
  return getOrder({ ...owner, ...params })
})
