import { after } from 'next/server'
import { payNow } from '@/lib/checkout'
import { CheckoutRequest } from '@/lib/checkout/schema'
import { json, route } from '@/lib/http/shop/route'

export const POST = route(
  {
    body: CheckoutRequest,
    shopper: 'required',
    limits: [
      { name: 'pay-per-address', per: 'address' },
      { name: 'pay-per-cart', per: 'cart' },
    ],
  },
  async ({ body, shopper, caller }) => {
    const { customerId } = shopper
    const answer = await payNow({ customerId, request: body, caller, later: after })
    return json(answer, answer.status === 'paid' ? 200 : 202)
  },
)
