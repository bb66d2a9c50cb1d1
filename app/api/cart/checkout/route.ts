import { openCheckout } from '@/lib/cart'
import { route } from '@/lib/http/shop/route'
import { orders } from '@/lib/orders'
import { CART_WRITE_LIMITS } from '../../limits'

/** Opening checkout renews the cart's holds, once. A write, so that nobody renews them by looking. */
export const POST = route(
  { shopper: 'required', limits: CART_WRITE_LIMITS, proof: true },
  ({ shopper, caller }) =>
    openCheckout({ customerId: shopper.customerId, caller, reservedFor: orders.reservedFor }),
)
