import { after } from 'next/server'
import { cancelCheckout } from '@/lib/checkout'
import { CheckoutParams } from '@/lib/checkout/schema'
import { route } from '@/lib/http/shop/route'
import { whoAsks } from '@/lib/shopper'
import { ACCOUNT_WRITE_LIMITS } from '../../../limits'

export const POST = route(
  { params: CheckoutParams, limits: ACCOUNT_WRITE_LIMITS },
  async ({ request, params }) => {
    const { owner } = await whoAsks(request)
    return cancelCheckout({ customerId: owner.customerIds, ...params, later: after })
  },
)
