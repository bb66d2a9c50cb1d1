import { quoteCheckout } from '@/lib/checkout'
import { QuoteQuery } from '@/lib/checkout/schema'
import { AppError } from '@/lib/core/errors'
import { route } from '@/lib/http/shop/route'
import { READ_LIMITS } from '../../limits'

export const GET = route(
  { query: QuoteQuery, shopper: 'optional', limits: READ_LIMITS },
  async ({ query, shopper }) => {
    if (!shopper) throw new AppError('cart_empty', 'There is nothing in your cart.')
    return quoteCheckout({ customerId: shopper.customerId, ...query })
  },
)
