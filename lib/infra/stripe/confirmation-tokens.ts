import 'server-only'
import Stripe from 'stripe'
import { log } from '../log/log'
import { stripe } from './client'

/** The fingerprint of the card behind a ConfirmationToken: the same in every browser. Null when Stripe does not tell. */
export async function cardOfToken(confirmationToken: string): Promise<string | null> {
  try {
    const token = await stripe().confirmationTokens.retrieve(confirmationToken)
    return token.payment_method_preview?.card?.fingerprint ?? null
  } catch (error) {
    // A token that Stripe does not know is refused when it is to pay.
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError))
      log('warn', 'payment.card_unknown', { error })
    return null
  }
}
