import { route } from '@/lib/http/route'
import { accountCustomer, sessionOf } from '@/lib/identity'
import { changeAddress, removeAddress } from '@/lib/orders'
import { AddressInput, AddressParams } from '@/lib/orders/schema'

export const PUT = route({ params: AddressParams, body: AddressInput }, async ({ request, params, body }) => {
  const { customerId, email } = await accountCustomer(await sessionOf(request))
  return { email, addresses: await changeAddress({ customerId, ...params, ...body }) }
})

export const DELETE = route({ params: AddressParams }, async ({ request, params }) => {
  const { customerId, email } = await accountCustomer(await sessionOf(request))
  return { email, addresses: await removeAddress({ customerId, ...params }) }
})
