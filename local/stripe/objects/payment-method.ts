import type Stripe from 'stripe'
import { fingerprintOf, type TestCard, testCardByFingerprint } from '../cards'
import { newId, unixNow } from '../ids'

export interface Expiry {
  month: number
  year: number
}

/** The card of the test helpers expires at the end of next year, as Stripe's do. */
export function defaultExpiry(): Expiry {
  return { month: 12, year: new Date().getFullYear() + 1 }
}

/** A stored card. Its fingerprint tells which test card it is; the number itself is kept nowhere. */
export function buildCard(card: TestCard, expiry: Expiry): Stripe.PaymentMethod.Card {
  return {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'unchecked' },
    country: 'US',
    display_brand: card.brand,
    exp_month: expiry.month,
    exp_year: expiry.year,
    fingerprint: fingerprintOf(card),
    funding: card.funding,
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  }
}

export interface NewPaymentMethod {
  card: Stripe.PaymentMethod.Card
  billingDetails: Stripe.PaymentMethod.BillingDetails
  customer: string | null
}

export function buildPaymentMethod(given: NewPaymentMethod): Stripe.PaymentMethod {
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: given.billingDetails,
    card: given.card,
    created: unixNow(),
    customer: given.customer,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  }
}

/** How the bank behind a stored card behaves. */
export function behaviourOf(method: Stripe.PaymentMethod): TestCard {
  const card = testCardByFingerprint(method.card?.fingerprint ?? '')
  if (card === undefined) throw new Error(`${method.id} is not one of the test cards`)
  return card
}
