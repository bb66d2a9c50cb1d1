import { getCart } from '@/lib/cart'
import { route } from '@/lib/http/route'
import { orders } from '@/lib/orders'

export const GET = route({ shopper: 'optional', limits: [{ name: 'reads', per: 'cart' }] }, ({ shopper }) =>
  getCart(shopper, { reservedFor: orders.reservedFor }),
)
