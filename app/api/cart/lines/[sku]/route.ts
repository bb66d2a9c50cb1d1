import { getCart, removeLine, setLine } from '@/lib/cart'
import { LineParams, SetLine } from '@/lib/cart/schema'
import { route } from '@/lib/http/shop/route'
import { CART_WRITE_LIMITS, endingOpenOrder } from '../../before-writes'

export const PUT = route(
  { params: LineParams, body: SetLine, shopper: 'required', limits: CART_WRITE_LIMITS, proof: true },
  ({ params, body, shopper, caller }) =>
    endingOpenOrder(shopper, () => setLine({ shopper, caller, ...params, ...body })),
)

/** Without a cookie there is nothing to take out: the answer is the empty cart, as after any other removal. */
export const DELETE = route(
  { params: LineParams, shopper: 'optional', limits: CART_WRITE_LIMITS, proof: true },
  ({ params, shopper }) =>
    shopper
      ? endingOpenOrder(shopper, () => removeLine({ customerId: shopper.customerId, ...params }))
      : getCart(null),
)
