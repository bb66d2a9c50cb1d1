import { getCart } from '@/lib/cart'
import { LineParams, SetLine } from '@/lib/cart/schema'
import { changeCart } from '@/lib/checkout'
import { route } from '@/lib/http/shop/route'
import { CART_WRITE_LIMITS } from '../../../limits'

export const PUT = route(
  { params: LineParams, body: SetLine, shopper: 'required', limits: CART_WRITE_LIMITS, proof: true },
  ({ params, body, shopper, caller }) => changeCart({ shopper, caller, change: 'set', ...params, ...body }),
)

/** Without a cookie there is nothing to take out: the answer is the empty cart, as after any other removal. */
export const DELETE = route(
  { params: LineParams, shopper: 'optional', limits: CART_WRITE_LIMITS, proof: true },
  ({ params, shopper }) =>
    shopper ? changeCart({ shopper, change: 'set', quantity: 0, ...params }) : getCart(null),
)
