import type Stripe from 'stripe'
import { newId, unixNow } from '../ids'
import type { ShippingParam } from '../params'
import { buildAddress } from './address'

/** A token can confirm for 12 hours. */
const TOKEN_LIFETIME_SECONDS = 12 * 60 * 60

export interface NewConfirmationToken {
  card: Stripe.PaymentMethod.Card
  billingDetails: Stripe.PaymentMethod.BillingDetails
  returnUrl: string | null
  setupFutureUsage: 'off_session' | 'on_session' | null
  shipping: ShippingParam | undefined
}

export function buildConfirmationToken(given: NewConfirmationToken): Stripe.ConfirmationToken {
  const created = unixNow()
  return {
    id: newId('ctoken'),
    object: 'confirmation_token',
    created,
    expires_at: created + TOKEN_LIFETIME_SECONDS,
    livemode: false,
    mandate_data: null,
    metadata: null,
    payment_intent: null,
    payment_method_options: null,
    payment_method_preview: {
      allow_redisplay: 'unspecified',
      billing_details: given.billingDetails,
      card: previewCard(given.card),
      customer: null,
      customer_account: null,
      type: 'card',
    },
    return_url: given.returnUrl,
    setup_future_usage: given.setupFutureUsage,
    setup_intent: null,
    shipping:
      given.shipping === undefined
        ? null
        : {
            address: buildAddress(given.shipping.address),
            name: given.shipping.name,
            phone: given.shipping.phone ?? null,
          },
    use_stripe_sdk: true,
  }
}

function previewCard(card: Stripe.PaymentMethod.Card): Stripe.ConfirmationToken.PaymentMethodPreview.Card {
  return { ...card, generated_from: null, wallet: null }
}

/** The card that the token stands for, as the PaymentMethod made from it will hold it. */
export function cardOfToken(token: Stripe.ConfirmationToken): Stripe.PaymentMethod.Card {
  const card = token.payment_method_preview?.card
  if (card === undefined) throw new Error(`${token.id} has no card`)
  return { ...card, generated_from: null, wallet: null }
}
