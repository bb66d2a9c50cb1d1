import { AddLine } from '@/lib/cart/schema'
import { changeCart } from '@/lib/checkout'
import { route } from '@/lib/http/shop/route'
import { CART_WRITE_LIMITS } from '../../limits'

export const POST = route(
  { body: AddLine, shopper: 'create', limits: CART_WRITE_LIMITS, proof: true },
  ({ body, shopper, caller }) => changeCart({ shopper, caller, change: 'add', ...body }),
)
