import { after } from 'next/server'
import { checkoutStatus } from '@/lib/checkout'
import { CheckoutParams } from '@/lib/checkout/schema'
import { json, route } from '@/lib/http/shop/route'
import { whoAsks } from '@/lib/shopper'
import { READ_LIMITS } from '../../limits'

export const GET = route({ params: CheckoutParams, limits: READ_LIMITS }, async ({ request, params }) => {
  const { owner } = await whoAsks(request)
  const answer = await checkoutStatus({ customerId: owner.customerIds, ...params, later: after })
  return json(answer, answer.status === 'paid' || answer.status === 'canceled' ? 200 : 202)
})
