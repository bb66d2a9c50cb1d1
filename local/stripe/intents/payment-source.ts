import type Stripe from 'stripe'
import type { Backend } from '../backend'
import { testCardByAlias } from '../cards'
import { invalidRequest, resourceMissing } from '../errors'
import { unixNow } from '../ids'
import { buildBillingDetails } from '../objects/address'
import { idOf } from '../objects/charge'
import { cardOfToken } from '../objects/confirmation-token'
import { buildCard, buildPaymentMethod, defaultExpiry } from '../objects/payment-method'
import { unexpectedState } from './state'

/** A stored card by its id, or a fresh one by a test name such as `pm_card_visa`. */
export function paymentMethodFor(backend: Backend, idOrAlias: string): Stripe.PaymentMethod {
  const stored = backend.store.paymentMethods.get(idOrAlias)
  if (stored !== undefined) return stored
  const testCard = testCardByAlias(idOrAlias)
  if (testCard === undefined) throw resourceMissing('PaymentMethod', idOrAlias, 'payment_method', 400)
  return backend.store.paymentMethods.put(
    buildPaymentMethod({
      card: buildCard(testCard, defaultExpiry()),
      billingDetails: buildBillingDetails(),
      customer: null,
    }),
  )
}

/** The ConfirmationToken of this id, if it can still confirm this intent. */
export function usableToken(
  backend: Backend,
  id: string,
  intent: Stripe.PaymentIntent,
): Stripe.ConfirmationToken {
  const param = 'confirmation_token'
  const token = backend.store.confirmationTokens.get(id)
  if (token === undefined) throw resourceMissing('confirmationtoken', id, param, 400)
  if (token.payment_intent !== null) {
    const message = `The provided ConfirmationToken (${id}) has already been used to confirm PaymentIntent (${token.payment_intent}).`
    throw invalidRequest({ message, param })
  }
  if (token.expires_at !== null && token.expires_at <= unixNow()) {
    throw invalidRequest({ message: `The provided ConfirmationToken (${id}) has expired.`, param })
  }
  refuseOtherCheckout(backend, id, intent)
  return token
}

/** Elements and the PaymentIntent must agree on what was shown to the shopper. */
function refuseOtherCheckout(backend: Backend, id: string, intent: Stripe.PaymentIntent): void {
  const shown = backend.store.clientContexts.get(id)
  const differences = [
    differs('currency', shown?.currency, intent.currency),
    differs('capture_method', shown?.captureMethod, intent.capture_method),
  ].filter((difference) => difference !== undefined)
  if (differences.length === 0) return
  const message = `The ConfirmationToken was collected for another payment than this PaymentIntent: ${differences.join(', ')}.`
  throw invalidRequest({ message, param: 'confirmation_token' })
}

function differs(name: string, shown: string | undefined, actual: string): string | undefined {
  return shown === undefined || shown === actual ? undefined : `${name} is ${actual}, Elements had ${shown}`
}

/** Uses the token up and makes the PaymentMethod it stands for. */
export function redeem(
  backend: Backend,
  token: Stripe.ConfirmationToken,
  intent: Stripe.PaymentIntent,
): Stripe.PaymentMethod {
  backend.store.confirmationTokens.put({ ...token, payment_intent: intent.id })
  return backend.store.paymentMethods.put(
    buildPaymentMethod({
      card: cardOfToken(token),
      billingDetails: token.payment_method_preview?.billing_details ?? buildBillingDetails(),
      customer: null,
    }),
  )
}

/** The card that was attached to the intent earlier. */
export function attachedMethod(backend: Backend, intent: Stripe.PaymentIntent): Stripe.PaymentMethod {
  const attached = backend.store.paymentMethods.get(idOf(intent.payment_method) ?? '')
  if (attached !== undefined) return attached
  throw unexpectedState(
    intent,
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
  )
}
