import { route } from '@/lib/http/shop/route'
import { accountCustomer, sessionOf } from '@/lib/shopper'
import { addAddress, listAddresses } from '@/lib/orders'
import { AddressInput } from '@/lib/orders/schema'
import { ACCOUNT_WRITE_LIMITS } from '../../limits'
import { READ_LIMITS } from '../../limits'

export const GET = route({ limits: READ_LIMITS }, async ({ request }) => {
  const { customerId, email } = await accountCustomer(await sessionOf(request))
  return { email, addresses: await listAddresses(customerId) }
})

export const POST = route({ body: AddressInput, limits: ACCOUNT_WRITE_LIMITS }, async ({ request, body }) => {
  const { customerId, email } = await accountCustomer(await sessionOf(request))
  return { email, addresses: await addAddress({ customerId, ...body }) }
})
