import { route } from '@/lib/http/route'
import { accountCustomer, accountsOf, sessionOf } from '@/lib/identity'
import { claimOrder } from '@/lib/orders'
import { SharedParams } from '@/lib/orders/schema'
import { ACCOUNT_WRITE_LIMITS } from '../../../../limits'

export const POST = route(
  { params: SharedParams, limits: ACCOUNT_WRITE_LIMITS },
  async ({ request, params }) => {
    const { accountId } = await accountCustomer(await sessionOf(request))
    return claimOrder({ ...params, accountId, ownersOf: accountsOf })
  },
)
