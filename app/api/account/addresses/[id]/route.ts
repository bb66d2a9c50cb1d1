import { route } from '@/lib/http/shop/route'
import { accountCustomer, sessionOf } from '@/lib/shopper'
import { changeAddress, removeAddress } from '@/lib/orders'
import { AddressInput, AddressParams } from '@/lib/orders/schema'
import { ACCOUNT_WRITE_LIMITS } from '../../../limits'

export const PUT = route(
  { params: AddressParams, body: AddressInput, limits: ACCOUNT_WRITE_LIMITS },
  async ({ request, params, body }) => {
    const { customerId, email } = await accountCustomer(await sessionOf(request))
    return { email, addresses: await changeAddress({ customerId, ...params, ...body }) }
  },
)

export const DELETE = route(
  { params: AddressParams, limits: ACCOUNT_WRITE_LIMITS },
  async ({ request, params }) => {
    const { customerId, email } = await accountCustomer(await sessionOf(request))
    return { email, addresses: await removeAddress({ customerId, ...params }) }
  },
)
