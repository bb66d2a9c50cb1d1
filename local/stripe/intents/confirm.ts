import type Stripe from 'stripe'
import type { Backend } from '../backend'
import { docUrl, invalidRequest } from '../errors'
import type { ShippingParam } from '../params'
import { buildShipping } from '../objects/address'
import { behaviourOf } from '../objects/payment-method'
import { chargeCard, failPayment } from './charge'
import { attachedMethod, paymentMethodFor, redeem, usableToken } from './payment-source'
import { move, OPEN_STATUSES, unexpectedState } from './state'

/** What a confirmation may carry, as the API names it. */
export interface Confirmation {
  confirmation_token?: string | undefined
  payment_method?: string | undefined
  return_url?: string | undefined
  shipping?: ShippingParam | undefined
  receipt_email?: string | null | undefined
  capture_method?: 'automatic' | 'automatic_async' | 'manual' | undefined
  setup_future_usage?: 'off_session' | 'on_session' | undefined
  error_on_requires_action?: boolean | undefined
  use_stripe_sdk?: boolean | undefined
}

/**
 * Confirms a PaymentIntent: it succeeds, waits for 3-D Secure (`requires_action`), or goes back to
 * `requires_payment_method` and throws the card error. A ConfirmationToken is used up in every case.
 */
export function confirmIntent(
  backend: Backend,
  intent: Stripe.PaymentIntent,
  given: Confirmation,
  request: Stripe.Event.Request,
): Stripe.PaymentIntent {
  refuseWrongState(intent)
  const token =
    given.confirmation_token === undefined
      ? undefined
      : usableToken(backend, given.confirmation_token, intent)
  const returnUrl = given.return_url ?? token?.return_url ?? null
  refuseMissingReturnUrl(intent, given, returnUrl)
  refuseOtherMethodTypes(intent)

  const method = methodFor(backend, intent, given, token)
  const confirmed = withConfirmation(intent, given, token)
  const attempt = { intent: confirmed, method, authenticated: false, request }
  if (!behaviourOf(method).authentication) return chargeCard(backend, attempt)
  if (given.error_on_requires_action === true) throw authenticationRequired(backend, attempt)

  const useSdk = given.use_stripe_sdk ?? token?.use_stripe_sdk ?? false
  const waiting = backend.store.paymentIntents.put(
    move(confirmed, 'requires_action', {
      payment_method: method.id,
      last_payment_error: null,
      next_action: nextAction(`${backend.baseUrl()}/_local/3ds/${intent.id}`, useSdk, returnUrl),
    }),
  )
  backend.emit('payment_intent.requires_action', waiting, request)
  return waiting
}

function refuseWrongState(intent: Stripe.PaymentIntent): void {
  if (OPEN_STATUSES.includes(intent.status)) return
  const why =
    intent.status === 'succeeded'
      ? 'it has already succeeded after being previously confirmed'
      : `it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be confirmed: ${OPEN_STATUSES.join(', ')}`
  throw unexpectedState(intent, `You cannot confirm this PaymentIntent because ${why}.`)
}

function refuseMissingReturnUrl(
  intent: Stripe.PaymentIntent,
  given: Confirmation,
  returnUrl: string | null,
): void {
  const automatic = intent.automatic_payment_methods
  const mayRedirect = automatic?.enabled === true && automatic.allow_redirects !== 'never'
  if (!mayRedirect || returnUrl !== null || given.error_on_requires_action === true) return
  throw invalidRequest({
    message:
      'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`.',
  })
}

function refuseOtherMethodTypes(intent: Stripe.PaymentIntent): void {
  if (intent.payment_method_types.includes('card')) return
  throw invalidRequest({
    message: `The PaymentMethod provided (card) is not allowed for this PaymentIntent. Please attach a PaymentMethod from one of the following types: ${intent.payment_method_types.join(', ')}.`,
    code: 'payment_intent_incompatible_payment_method',
    intent,
  })
}

function methodFor(
  backend: Backend,
  intent: Stripe.PaymentIntent,
  given: Confirmation,
  token: Stripe.ConfirmationToken | undefined,
): Stripe.PaymentMethod {
  if (token !== undefined) return redeem(backend, token, intent)
  if (given.payment_method !== undefined) return paymentMethodFor(backend, given.payment_method)
  return attachedMethod(backend, intent)
}

/** The intent with what the confirmation says; what the request says goes before what the token says. */
function withConfirmation(
  intent: Stripe.PaymentIntent,
  given: Confirmation,
  token: Stripe.ConfirmationToken | undefined,
): Stripe.PaymentIntent {
  return {
    ...intent,
    capture_method: given.capture_method ?? intent.capture_method,
    receipt_email: given.receipt_email === undefined ? intent.receipt_email : given.receipt_email,
    setup_future_usage: given.setup_future_usage ?? token?.setup_future_usage ?? intent.setup_future_usage,
    shipping:
      given.shipping !== undefined
        ? buildShipping(given.shipping)
        : token?.shipping
          ? { carrier: null, tracking_number: null, ...token.shipping }
          : intent.shipping,
  }
}

function nextAction(url: string, useSdk: boolean, returnUrl: string | null): Stripe.PaymentIntent.NextAction {
  return useSdk
    ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
    : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } }
}

function authenticationRequired(
  backend: Backend,
  attempt: Pick<Parameters<typeof chargeCard>[1], 'intent' | 'method' | 'request'>,
) {
  const code = 'authentication_required'
  const message = 'Your card was declined. This transaction requires authentication.'
  const error = { type: 'card_error', code, decline_code: code, message, doc_url: docUrl(code) } as const
  return failPayment(backend, { ...attempt, error })
}
