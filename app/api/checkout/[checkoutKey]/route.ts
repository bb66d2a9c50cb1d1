import { after } from 'next/server'
import { checkoutStatus } from '@/lib/checkout'
import { CheckoutParams } from '@/lib/checkout/schema'
import { refreshNoted } from '@/lib/events'
import { json, route } from '@/lib/http/route'

export const GET = route({ params: CheckoutParams, shopper: 'required' }, async ({ params, shopper }) => {
  after(refreshNoted)
  const answer = await checkoutStatus({ customerId: shopper.customerId, ...params, later: after })
  return json(answer, answer.status === 'paid' || answer.status === 'canceled' ? 200 : 202)
})
