import { z } from 'zod'
import { resourceMissing } from '../errors'
import { paymentMethodFor } from '../intents/payment-source'
import { buildBillingDetails } from '../objects/address'
import { buildConfirmationToken } from '../objects/confirmation-token'
import { buildCard } from '../objects/payment-method'
import { billingDetails, integer, oneOf, setupFutureUsage, shipping, text, url } from '../params'
import { tokenizeCard } from '../tokenize'
import { defineRoute } from './route'

const common = {
  return_url: url.optional(),
  setup_future_usage: setupFutureUsage.optional(),
  shipping: shipping.optional(),
}

const typedCard = z.strictObject({
  number: text,
  exp_month: integer,
  exp_year: integer,
  cvc: text.optional(),
})

/** What Stripe.js calls from the card form's iframe. */
export const createConfirmationToken = defineRoute({
  on: 'POST /v1/confirmation_tokens',
  keys: ['publishable'],
  params: {
    ...common,
    payment_method_data: z.strictObject({
      type: oneOf('card'),
      card: typedCard,
      billing_details: billingDetails.optional(),
    }),
    client_context: z
      .strictObject({
        mode: oneOf('payment', 'setup').optional(),
        currency: text.optional(),
        capture_method: text.optional(),
      })
      .optional(),
  },
  run({ payment_method_data: typed, client_context: context, ...params }, { backend }) {
    const { card, expiry } = tokenizeCard(typed.card)
    const token = backend.store.confirmationTokens.put(
      buildConfirmationToken({
        card: buildCard(card, expiry),
        billingDetails: buildBillingDetails(typed.billing_details),
        returnUrl: params.return_url ?? null,
        setupFutureUsage: params.setup_future_usage ?? null,
        shipping: params.shipping,
      }),
    )
    if (context !== undefined) {
      backend.store.clientContexts.put({
        id: token.id,
        object: 'client_context',
        currency: context.currency,
        captureMethod: context.capture_method,
      })
    }
    return token
  },
})

/** How a test makes a token without a browser. */
export const createTestConfirmationToken = defineRoute({
  on: 'POST /v1/test_helpers/confirmation_tokens',
  params: { ...common, payment_method: text },
  run(params, { backend }) {
    const method = paymentMethodFor(backend, params.payment_method)
    if (method.card === undefined) throw resourceMissing('PaymentMethod', method.id, 'payment_method', 400)
    return backend.store.confirmationTokens.put(
      buildConfirmationToken({
        card: method.card,
        billingDetails: method.billing_details,
        returnUrl: params.return_url ?? null,
        setupFutureUsage: params.setup_future_usage ?? null,
        shipping: params.shipping,
      }),
    )
  },
})

export const retrieveConfirmationToken = defineRoute({
  on: 'GET /v1/confirmation_tokens/:id',
  params: {},
  run(_, { backend, id }) {
    const token = backend.store.confirmationTokens.get(id)
    if (token === undefined) throw resourceMissing('confirmationtoken', id, 'confirmation_token', 404)
    return token
  },
})
