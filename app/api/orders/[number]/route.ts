import { route } from '@/lib/http/route'
import { customerIdsOf, sessionOf } from '@/lib/identity'
import { getOrder } from '@/lib/orders'
import { OrderParams } from '@/lib/orders/schema'

export const GET = route(
  { params: OrderParams, shopper: 'optional' },
  async ({ request, params, shopper }) => {
    const customerIds = await customerIdsOf({ shopper, session: await sessionOf(request) })
    return getOrder({ customerIds, number: params.number })
  },
)
