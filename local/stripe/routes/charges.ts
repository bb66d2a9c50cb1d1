import { resourceMissing } from '../errors'
import { createdParam, listPage, pageParams } from '../lists'
import { text } from '../params'
import { defineRoute } from './route'

export const retrieveCharge = defineRoute({
  on: 'GET /v1/charges/:id',
  params: {},
  run(_, { backend, id }) {
    const charge = backend.store.charges.get(id)
    if (charge === undefined) throw resourceMissing('charge', id, 'id', 404)
    return charge
  },
})

export const listCharges = defineRoute({
  on: 'GET /v1/charges',
  params: { ...pageParams, ...createdParam, customer: text.optional(), payment_intent: text.optional() },
  run: (params, { backend }) =>
    listPage(
      backend.store.charges,
      '/v1/charges',
      params,
      (charge) =>
        (params.customer === undefined || charge.customer === params.customer) &&
        (params.payment_intent === undefined || charge.payment_intent === params.payment_intent),
    ),
})
