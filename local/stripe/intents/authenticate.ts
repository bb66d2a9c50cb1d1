import type Stripe from 'stripe'
import type { Backend } from '../backend'
import { ApiError, docUrl } from '../errors'
import { attachedMethod } from './payment-source'
import { chargeCard, failPayment } from './charge'

/** No API request stands behind what a cardholder does in the bank's dialog. */
const NO_REQUEST: Stripe.Event.Request = { id: null, idempotency_key: null }

/**
 * The cardholder finished the 3-D Secure challenge. Returns the intent as it is then: paid, held, or back to
 * `requires_payment_method`. An intent that no longer waits for it (it was canceled) stays as it is.
 */
export function finishAuthentication(
  backend: Backend,
  intent: Stripe.PaymentIntent,
  passed: boolean,
): Stripe.PaymentIntent {
  if (intent.status !== 'requires_action') return intent
  const method = attachedMethod(backend, intent)
  const attempt = { intent, method, authenticated: passed, request: NO_REQUEST }
  try {
    if (passed) return chargeCard(backend, attempt)
    throw failPayment(backend, { ...attempt, error: AUTHENTICATION_FAILED })
  } catch (error) {
    if (error instanceof ApiError && error.body.payment_intent) return error.body.payment_intent
    throw error
  }
}

const CODE = 'payment_intent_authentication_failure'

const AUTHENTICATION_FAILED = {
  type: 'invalid_request_error',
  code: CODE,
  doc_url: docUrl(CODE),
  message:
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
} as const
