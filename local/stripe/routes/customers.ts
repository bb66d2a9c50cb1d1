import { z } from 'zod'
import { resourceMissing } from '../errors'
import { buildAddress, buildShipping, mergeMetadata } from '../objects/address'
import { buildCustomer } from '../objects/customer'
import { address, metadata, shipping, text } from '../params'
import { defineRoute } from './route'

const customerShipping = z.strictObject({ ...shipping.shape }).omit({ carrier: true, tracking_number: true })

export const createCustomer = defineRoute({
  on: 'POST /v1/customers',
  params: {
    address: address.optional(),
    description: text.optional(),
    email: text.optional(),
    metadata: metadata.optional(),
    name: text.optional(),
    phone: text.optional(),
    shipping: customerShipping.optional(),
  },
  run(params, { backend, request }) {
    const customer = backend.store.customers.put(
      buildCustomer({
        address: params.address === undefined ? null : buildAddress(params.address),
        description: params.description ?? null,
        email: params.email ?? null,
        metadata: mergeMetadata({}, params.metadata),
        name: params.name ?? null,
        phone: params.phone ?? null,
        shipping: params.shipping === undefined ? null : buildShipping(params.shipping),
      }),
    )
    backend.emit('customer.created', customer, request)
    return customer
  },
})

export const retrieveCustomer = defineRoute({
  on: 'GET /v1/customers/:id',
  params: {},
  run(_, { backend, id }) {
    const customer = backend.store.customers.get(id)
    if (customer === undefined) throw resourceMissing('customer', id, 'id', 404)
    return customer
  },
})
