import { route } from '@/lib/http/route'
import { customerIdsOf, sessionOf } from '@/lib/identity'
import { listOrders } from '@/lib/orders'

export const GET = route({ shopper: 'optional' }, async ({ request, shopper }) => {
  const customerIds = await customerIdsOf({ shopper, session: await sessionOf(request) })
  return { orders: await listOrders(customerIds) }
})
