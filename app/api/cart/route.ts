import { getCart } from '@/lib/cart'
import { route } from '@/lib/http/route'

export const GET = route({ shopper: 'optional', limits: [{ name: 'reads', per: 'cart' }] }, ({ shopper }) =>
  getCart(shopper),
)
