import { after } from 'next/server'
import { cancelCheckout } from '@/lib/checkout'
import { CheckoutParams } from '@/lib/checkout/schema'
import { refreshNoted } from '@/lib/events'
import { route } from '@/lib/http/route'

export const POST = route({ params: CheckoutParams, shopper: 'required' }, ({ params, shopper }) => {
  after(refreshNoted)
  return cancelCheckout({ customerId: shopper.customerId, ...params, later: after })
})
