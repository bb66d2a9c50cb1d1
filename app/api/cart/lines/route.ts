import { addLine } from '@/lib/cart'
import { AddLine } from '@/lib/cart/schema'
import { route } from '@/lib/http/shop/route'
import { CART_WRITE_LIMITS, endingOpenOrder } from '../before-writes'

export const POST = route(
  { body: AddLine, shopper: 'create', limits: CART_WRITE_LIMITS, proof: true },
  ({ body, shopper, caller }) => endingOpenOrder(shopper, () => addLine({ shopper, caller, ...body })),
)
