import { after } from 'next/server'
import { cancelCheckout } from '@/lib/checkout'
import { CheckoutParams } from '@/lib/checkout/schema'
import { route } from '@/lib/http/route'

export const POST = route({ params: CheckoutParams, shopper: 'required' }, ({ params, shopper }) =>
  cancelCheckout({ customerId: shopper.customerId, ...params, later: after }),
)
