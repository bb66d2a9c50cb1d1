import type Stripe from 'stripe'
import { declineOf, type DeclineCode } from '../cards'
import { newId, unixNow } from '../ids'
import { behaviourOf } from './payment-method'

export interface NewCharge {
  intent: Stripe.PaymentIntent
  method: Stripe.PaymentMethod
  /** True when the cardholder passed 3-D Secure for this payment. */
  authenticated: boolean
}

/** The attempt to take the intent's amount from a card: succeeded or failed, as the test card decides. */
export function buildCharge({ intent, method, authenticated }: NewCharge): Stripe.Charge {
  const { decline } = behaviourOf(method)
  const paid = decline === null
  const captured = paid && intent.capture_method !== 'manual'
  return {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: captured && intent.capture_method === 'automatic' ? newId('txn') : null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'LOCAL STAND-IN',
    captured,
    created: unixNow(),
    currency: intent.currency,
    customer: idOf(intent.customer),
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline === null ? null : declineOf(decline).code,
    failure_message: decline === null ? null : declineOf(decline).message,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: outcomeOf(decline),
    paid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { card: cardDetails(intent, method, authenticated), type: 'card' },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: paid ? 'succeeded' : 'failed',
    transfer_data: null,
    transfer_group: null,
  }
}

function outcomeOf(decline: DeclineCode | null): Stripe.Charge.Outcome {
  const common = { network_advice_code: null, risk_level: 'normal', risk_score: 20 }
  if (decline === null) {
    return {
      ...common,
      advice_code: null,
      network_decline_code: null,
      network_status: 'approved_by_network',
      reason: null,
      seller_message: 'Payment complete.',
      type: 'authorized',
    }
  }
  return {
    ...common,
    advice_code: declineOf(decline).advice,
    network_decline_code: '01',
    network_status: 'declined_by_network',
    reason: decline,
    seller_message: `The bank returned the decline code \`${decline}\`.`,
    type: 'issuer_declined',
  }
}

function cardDetails(
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  authenticated: boolean,
): Stripe.Charge.PaymentMethodDetails.Card {
  const behaviour = behaviourOf(method)
  return {
    amount_authorized: behaviour.decline === null ? intent.amount : null,
    authorization_code: behaviour.decline === null ? '123456' : null,
    brand: behaviour.brand,
    checks: {
      address_line1_check: null,
      address_postal_code_check: null,
      cvc_check: behaviour.decline === 'incorrect_cvc' ? 'fail' : 'pass',
    },
    country: 'US',
    electronic_commerce_indicator: authenticated ? '05' : null,
    exp_month: method.card?.exp_month ?? 12,
    exp_year: method.card?.exp_year ?? 2034,
    fingerprint: method.card?.fingerprint ?? null,
    funding: behaviour.funding,
    installments: null,
    last4: behaviour.number.slice(-4),
    mandate: null,
    network: behaviour.brand,
    network_token: { used: false },
    network_transaction_id: null,
    regulated_status: 'unregulated',
    three_d_secure: authenticated ? AUTHENTICATED : null,
    transaction_link_id: null,
    wallet: null,
  }
}

const AUTHENTICATED: Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: null,
  version: '2.2.0',
}

/** The id of a reference that may have been expanded. */
export function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === 'string' || reference === null ? reference : reference.id
}
