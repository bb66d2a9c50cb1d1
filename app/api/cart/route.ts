import { getCart } from '@/lib/cart'
import { route } from '@/lib/http/shop/route'
import { orders } from '@/lib/orders'
import { READ_LIMITS } from '../limits'

export const GET = route({ shopper: 'optional', limits: READ_LIMITS }, ({ shopper }) =>
  getCart(shopper, { reservedFor: orders.reservedFor }),
)
