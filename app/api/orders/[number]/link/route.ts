import { route } from '@/lib/http/shop/route'
import { whoAsks } from '@/lib/shopper'
import { makeOrderLink } from '@/lib/orders'
import { OrderParams } from '@/lib/orders/schema'
import { ACCOUNT_WRITE_LIMITS } from '../../../limits'

export const POST = route(
  { params: OrderParams, limits: ACCOUNT_WRITE_LIMITS },
  async ({ request, params }) => {
    const { owner } = await whoAsks(request)
    return makeOrderLink({ customerIds: owner.customerIds, ...params })
  },
)
