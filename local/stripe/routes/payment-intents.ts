import type Stripe from 'stripe'
import { invalidRequest, resourceMissing } from '../errors'
import { captureIntent, cancelIntent } from '../intents/close'
import { confirmIntent } from '../intents/confirm'
import { paymentMethodFor } from '../intents/payment-source'
import { createdParam, listPage, pageParams } from '../lists'
import { buildShipping, mergeMetadata } from '../objects/address'
import { buildPaymentIntent, publicView } from '../objects/payment-intent'
import {
  boolean,
  captureMethod,
  clearableText,
  currency,
  integer,
  metadata,
  oneOf,
  setupFutureUsage,
  shipping,
  text,
  url,
  words,
} from '../params'
import {
  automaticPaymentMethods,
  automaticPaymentMethodsParam,
  checkAmount,
  checkCreate,
} from './intent-rules'
import { updatedIntent } from './intent-update'
import { type Call, defineRoute } from './route'

const confirmation = {
  confirmation_token: text.optional(),
  payment_method: text.optional(),
  return_url: url.optional(),
  shipping: shipping.optional(),
  receipt_email: clearableText.optional(),
  capture_method: captureMethod.optional(),
  setup_future_usage: setupFutureUsage.optional(),
  error_on_requires_action: boolean.optional(),
  use_stripe_sdk: boolean.optional(),
}

export const createPaymentIntent = defineRoute({
  on: 'POST /v1/payment_intents',
  params: {
    ...confirmation,
    amount: integer,
    currency,
    allowed_payment_method_types: words.optional(),
    automatic_payment_methods: automaticPaymentMethodsParam.optional(),
    confirm: boolean.default(false),
    confirmation_method: oneOf('automatic', 'manual').optional(),
    customer: text.optional(),
    description: text.optional(),
    metadata: metadata.optional(),
    statement_descriptor_suffix: text.optional(),
  },
  check: checkCreate,
  run(params, { backend, request }) {
    if (params.customer !== undefined && backend.store.customers.get(params.customer) === undefined) {
      throw resourceMissing('customer', params.customer, 'customer', 400)
    }
    const attached =
      params.payment_method === undefined ? null : paymentMethodFor(backend, params.payment_method)
    const intent = backend.store.paymentIntents.put(
      buildPaymentIntent({
        allowedPaymentMethodTypes: params.allowed_payment_method_types ?? null,
        amount: params.amount,
        automaticPaymentMethods: automaticPaymentMethods(params),
        captureMethod: params.capture_method ?? 'automatic_async',
        confirmationMethod: params.confirmation_method ?? 'automatic',
        currency: params.currency,
        customer: params.customer ?? null,
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
        paymentMethod: attached?.id ?? null,
        receiptEmail: params.receipt_email ?? null,
        setupFutureUsage: params.setup_future_usage ?? null,
        shipping: params.shipping === undefined ? null : buildShipping(params.shipping),
        statementDescriptorSuffix: params.statement_descriptor_suffix ?? null,
      }),
    )
    backend.emit('payment_intent.created', intent, request)
    return params.confirm
      ? confirmIntent(backend, intent, { ...params, payment_method: attached?.id }, request)
      : intent
  },
})

export const retrievePaymentIntent = defineRoute({
  on: 'GET /v1/payment_intents/:id',
  keys: ['secret', 'publishable'],
  params: { client_secret: text.optional() },
  run: (params, call) => show(intentOf(call, params.client_secret), call),
})

export const updatePaymentIntent = defineRoute({
  on: 'POST /v1/payment_intents/:id',
  params: {
    allowed_payment_method_types: words.optional(),
    amount: integer.optional(),
    capture_method: captureMethod.optional(),
    currency: currency.optional(),
    description: clearableText.optional(),
    metadata: metadata.optional(),
    payment_method: text.optional(),
    receipt_email: clearableText.optional(),
    shipping: shipping.optional(),
  },
  check: ({ amount }) => {
    if (amount !== undefined) checkAmount(amount)
  },
  run: (params, call) => updatedIntent(call.backend, intentOf(call), params),
})

export const confirmPaymentIntent = defineRoute({
  on: 'POST /v1/payment_intents/:id/confirm',
  keys: ['secret', 'publishable'],
  params: { ...confirmation, client_secret: text.optional() },
  run: (params, call) => {
    const intent = intentOf(call, params.client_secret)
    return show(confirmIntent(call.backend, intent, params, call.request), call)
  },
})

export const capturePaymentIntent = defineRoute({
  on: 'POST /v1/payment_intents/:id/capture',
  params: { amount_to_capture: integer.optional() },
  run: (params, call) => captureIntent(call.backend, intentOf(call), params.amount_to_capture, call.request),
})

export const cancelPaymentIntent = defineRoute({
  on: 'POST /v1/payment_intents/:id/cancel',
  params: {
    cancellation_reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned').optional(),
  },
  run: (params, call) =>
    cancelIntent(call.backend, intentOf(call), params.cancellation_reason ?? null, call.request),
})

export const listPaymentIntents = defineRoute({
  on: 'GET /v1/payment_intents',
  params: { ...pageParams, ...createdParam, customer: text.optional() },
  run: (params, { backend }) =>
    listPage(
      backend.store.paymentIntents,
      '/v1/payment_intents',
      params,
      ({ customer }) => params.customer === undefined || customer === params.customer,
    ),
})

/** A browser must know the client secret; without it an intent does not exist for a publishable key. */
function intentOf({ backend, id, key }: Call, clientSecret?: string): Stripe.PaymentIntent {
  const intent = backend.store.paymentIntents.get(id)
  if (intent === undefined || (key === 'publishable' && clientSecret !== intent.client_secret)) {
    throw resourceMissing('payment_intent', id, 'intent', 404)
  }
  if (clientSecret !== undefined && clientSecret !== intent.client_secret) {
    throw invalidRequest({
      message: `The client_secret provided does not match the client_secret associated with the PaymentIntent.`,
      param: 'client_secret',
    })
  }
  return intent
}

function show(intent: Stripe.PaymentIntent, { key }: Call): object {
  return key === 'publishable' ? publicView(intent) : intent
}
