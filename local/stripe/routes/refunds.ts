import type Stripe from 'stripe'
import type { Backend } from '../backend'
import { invalidRequest, resourceMissing } from '../errors'
import { createdParam, listPage, pageParams } from '../lists'
import { mergeMetadata } from '../objects/address'
import { idOf } from '../objects/charge'
import { buildRefund } from '../objects/refund'
import { integer, metadata, oneOf, text } from '../params'
import { defineRoute } from './route'

export const createRefund = defineRoute({
  on: 'POST /v1/refunds',
  params: {
    amount: integer.optional(),
    charge: text.optional(),
    metadata: metadata.optional(),
    payment_intent: text.optional(),
    reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer').optional(),
  },
  check({ charge, payment_intent }) {
    if (charge !== undefined || payment_intent !== undefined) return
    throw invalidRequest({
      message: 'One of the following params should be provided for this request: payment_intent or charge.',
    })
  },
  run(params, { backend, request }) {
    const charge = refundableCharge(backend, params)
    const left = charge.amount_captured - charge.amount_refunded
    const amount = params.amount ?? left
    if (left === 0) {
      const message = `Charge ${charge.id} has already been refunded.`
      throw invalidRequest({ message, code: 'charge_already_refunded' })
    }
    if (amount < 1) throw invalidRequest({ message: 'Invalid positive integer', param: 'amount' })
    if (amount > left) {
      const message = `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`
      throw invalidRequest({ message, param: 'amount' })
    }
    const refund = backend.store.refunds.put(
      buildRefund({
        amount,
        charge,
        metadata: mergeMetadata({}, params.metadata),
        reason: params.reason ?? null,
      }),
    )
    const refunded = backend.store.charges.put({
      ...charge,
      amount_refunded: charge.amount_refunded + amount,
      refunded: amount === left,
    })
    backend.emit('refund.created', refund, request)
    backend.emit('charge.refunded', refunded, request)
    return refund
  },
})

function refundableCharge(
  { store }: Backend,
  named: { charge?: string | undefined; payment_intent?: string | undefined },
): Stripe.Charge {
  const chargeId = named.charge ?? chargeOfIntent(store, named.payment_intent ?? '')
  const charge = store.charges.get(chargeId)
  if (charge === undefined) throw resourceMissing('charge', chargeId, 'charge', 400)
  if (!charge.paid || !charge.captured) {
    throw invalidRequest({ message: `Charge ${charge.id} was not captured, so it cannot be refunded.` })
  }
  return charge
}

function chargeOfIntent(store: Backend['store'], id: string): string {
  const intent = store.paymentIntents.get(id)
  if (intent === undefined) throw resourceMissing('payment_intent', id, 'payment_intent', 400)
  const charge = intent.status === 'succeeded' ? idOf(intent.latest_charge) : null
  if (charge !== null) return charge
  throw invalidRequest({ message: `This PaymentIntent (${id}) does not have a successful charge to refund.` })
}

export const retrieveRefund = defineRoute({
  on: 'GET /v1/refunds/:id',
  params: {},
  run(_, { backend, id }) {
    const refund = backend.store.refunds.get(id)
    if (refund === undefined) throw resourceMissing('refund', id, 'id', 404)
    return refund
  },
})

export const listRefunds = defineRoute({
  on: 'GET /v1/refunds',
  params: { ...pageParams, ...createdParam, charge: text.optional(), payment_intent: text.optional() },
  run: (params, { backend }) =>
    listPage(
      backend.store.refunds,
      '/v1/refunds',
      params,
      (refund) =>
        (params.charge === undefined || refund.charge === params.charge) &&
        (params.payment_intent === undefined || refund.payment_intent === params.payment_intent),
    ),
})
