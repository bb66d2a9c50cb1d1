import { route } from '@/lib/http/shop/route'
import { accountOf, accountsOf, sessionOf } from '@/lib/shopper'
import { AppError } from '@/lib/core/errors'
import { claimOrder } from '@/lib/orders'
import { SharedParams } from '@/lib/orders/schema'
import { ACCOUNT_WRITE_LIMITS } from '../../../../limits'

export const POST = route(
  { params: SharedParams, limits: ACCOUNT_WRITE_LIMITS },
  async ({ request, params }) => {
    const session = await sessionOf(request)
    if (!session) throw new AppError('not_signed_in', 'Please sign in first.')
    return claimOrder({ ...params, account: accountOf(session), ownersOf: accountsOf })
  },
)
