import type Stripe from 'stripe'
import type { Backend } from '../backend'
import { move, OPEN_STATUSES, unexpectedState } from '../intents/state'
import { paymentMethodFor } from '../intents/payment-source'
import { buildShipping, mergeMetadata } from '../objects/address'
import type { MetadataParam, ShippingParam } from '../params'

export interface IntentUpdate {
  allowed_payment_method_types?: string[] | undefined
  amount?: number | undefined
  capture_method?: 'automatic' | 'automatic_async' | 'manual' | undefined
  currency?: string | undefined
  description?: string | null | undefined
  metadata?: MetadataParam | undefined
  payment_method?: string | undefined
  receipt_email?: string | null | undefined
  shipping?: ShippingParam | undefined
}

/** What decides how the payment is made: fixed once the payment is decided. */
const FIXED_AFTER_PAYMENT = [
  'amount',
  'currency',
  'capture_method',
  'allowed_payment_method_types',
  'payment_method',
] as const

/** Stores the intent with the given changes. A payment changed while it waits for 3-D Secure must be confirmed again. */
export function updatedIntent(
  backend: Backend,
  intent: Stripe.PaymentIntent,
  update: IntentUpdate,
): Stripe.PaymentIntent {
  const decisive = FIXED_AFTER_PAYMENT.filter((name) => update[name] !== undefined)
  const [first] = decisive
  if (first !== undefined && !OPEN_STATUSES.includes(intent.status)) {
    throw unexpectedState(
      intent,
      `This PaymentIntent's ${first} could not be updated because it has a status of ${intent.status}. You may only update the ${first} of a PaymentIntent with one of the following statuses: ${OPEN_STATUSES.join(', ')}.`,
    )
  }
  const described: Stripe.PaymentIntent = {
    ...intent,
    description: update.description === undefined ? intent.description : update.description,
    metadata: mergeMetadata(intent.metadata, update.metadata),
    receipt_email: update.receipt_email === undefined ? intent.receipt_email : update.receipt_email,
    shipping: update.shipping === undefined ? intent.shipping : buildShipping(update.shipping),
  }
  return backend.store.paymentIntents.put(
    decisive.length === 0 ? described : repriced(backend, described, update),
  )
}

function repriced(
  backend: Backend,
  intent: Stripe.PaymentIntent,
  update: IntentUpdate,
): Stripe.PaymentIntent {
  const method =
    update.payment_method === undefined
      ? intent.payment_method
      : paymentMethodFor(backend, update.payment_method).id
  const types = update.allowed_payment_method_types
  return move(intent, method === null ? 'requires_payment_method' : 'requires_confirmation', {
    amount: update.amount ?? intent.amount,
    allowed_payment_method_types: types ?? intent.allowed_payment_method_types,
    automatic_payment_methods: types === undefined ? intent.automatic_payment_methods : null,
    capture_method: update.capture_method ?? intent.capture_method,
    currency: update.currency ?? intent.currency,
    next_action: null,
    payment_method: method,
    payment_method_types: types ?? intent.payment_method_types,
  })
}
