import type Stripe from 'stripe'
import type { Backend } from '../backend'
import { declineOf } from '../cards'
import { ApiError, type ApiErrorBody, docUrl } from '../errors'
import { buildCharge } from '../objects/charge'
import { behaviourOf } from '../objects/payment-method'
import { move } from './state'

export interface Attempt {
  intent: Stripe.PaymentIntent
  method: Stripe.PaymentMethod
  authenticated: boolean
  request: Stripe.Event.Request
}

/** Takes the money, or holds it when capture is manual. A decline is stored and thrown as a card error. */
export function chargeCard(backend: Backend, attempt: Attempt): Stripe.PaymentIntent {
  const { intent, method, request } = attempt
  const charge = backend.store.charges.put(buildCharge(attempt))
  if (behaviourOf(method).decline !== null) throw declined(backend, attempt, charge)

  const settled = {
    latest_charge: charge.id,
    payment_method: method.id,
    next_action: null,
    last_payment_error: null,
  }
  const held = intent.capture_method === 'manual'
  const after = backend.store.paymentIntents.put(
    held
      ? move(intent, 'requires_capture', { ...settled, amount_capturable: intent.amount })
      : move(intent, 'succeeded', { ...settled, amount_received: intent.amount }),
  )
  backend.emit('charge.succeeded', charge, request)
  backend.emit(held ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', after, request)
  return after
}

function declined(backend: Backend, { intent, method, request }: Attempt, charge: Stripe.Charge): ApiError {
  const reason = behaviourOf(method).decline ?? 'generic_decline'
  const { code, message, advice, param } = declineOf(reason)
  const error = {
    type: 'card_error',
    code,
    decline_code: reason,
    message,
    advice_code: advice,
    charge: charge.id,
    doc_url: docUrl(code),
    ...(param !== undefined && { param }),
  } as const
  backend.emit('charge.failed', charge, request)
  return failPayment(backend, { intent, method, request, error, latestCharge: charge.id })
}

export interface Failure {
  intent: Stripe.PaymentIntent
  method: Stripe.PaymentMethod
  request: Stripe.Event.Request
  error: ApiErrorBody & { code: string }
  latestCharge?: string
}

/** Sends the intent back for another card, and returns the 402 that says why. */
export function failPayment(
  backend: Backend,
  { intent, method, request, error, latestCharge }: Failure,
): ApiError {
  const after = backend.store.paymentIntents.put(
    move(intent, 'requires_payment_method', {
      last_payment_error: { ...error, payment_method: method },
      latest_charge: latestCharge ?? intent.latest_charge,
      next_action: null,
      payment_method: null,
    }),
  )
  backend.emit('payment_intent.payment_failed', after, request)
  return new ApiError(402, { ...error, payment_intent: after, payment_method: method })
}
