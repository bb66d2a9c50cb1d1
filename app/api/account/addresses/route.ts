import { route } from '@/lib/http/route'
import { accountCustomer, sessionOf } from '@/lib/identity'
import { addAddress, listAddresses } from '@/lib/orders'
import { AddressInput } from '@/lib/orders/schema'

export const GET = route({}, async ({ request }) => {
  const { customerId, email } = await accountCustomer(await sessionOf(request))
  return { email, addresses: await listAddresses(customerId) }
})

export const POST = route({ body: AddressInput }, async ({ request, body }) => {
  const { customerId, email } = await accountCustomer(await sessionOf(request))
  return { email, addresses: await addAddress({ customerId, ...body }) }
})
