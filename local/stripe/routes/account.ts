import type Stripe from 'stripe'
import { resourceMissing } from '../errors'
import { defineRoute } from './route'

export const retrievePaymentMethod = defineRoute({
  on: 'GET /v1/payment_methods/:id',
  params: {},
  run(_, { backend, id }) {
    const method = backend.store.paymentMethods.get(id)
    if (method === undefined) throw resourceMissing('PaymentMethod', id, 'payment_method', 404)
    return method
  },
})

/** What was captured and not refunded, by currency; all of it counts as available. */
export const retrieveBalance = defineRoute({
  on: 'GET /v1/balance',
  params: {},
  run(_, { backend }): Stripe.Balance {
    const totals = new Map<string, number>()
    for (const { currency, amount_captured, amount_refunded } of backend.store.charges.all()) {
      if (amount_captured === 0) continue
      totals.set(currency, (totals.get(currency) ?? 0) + amount_captured - amount_refunded)
    }
    const available = [...totals].map(([currency, amount]) => ({
      amount,
      currency,
      source_types: { card: amount },
    }))
    return { object: 'balance', available, livemode: false, pending: [] }
  },
})
