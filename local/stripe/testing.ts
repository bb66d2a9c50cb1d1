import Stripe from 'stripe'
import type { LocalStripe } from './index'

/** The vendor's own SDK, pointed at a stand-in. */
export function sdk(server: LocalStripe, key = server.secretKey, maxNetworkRetries = 0): Stripe {
  const { hostname, port } = new URL(server.url)
  return new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries })
}

/** What the shop sends when it creates a payment. */
export const CARD_ONLY = {
  amount: 2500,
  currency: 'usd',
  allowed_payment_method_types: ['card'],
  capture_method: 'automatic',
} satisfies Stripe.PaymentIntentCreateParams

/** The id of a fresh ConfirmationToken for a test card. */
export async function newToken(stripe: Stripe, card = 'pm_card_visa'): Promise<string> {
  return (await stripe.testHelpers.confirmationTokens.create({ payment_method: card })).id
}

/** A new intent, confirmed with a test card. Throws when the card is declined. */
export async function pay(
  stripe: Stripe,
  card = 'pm_card_visa',
  params: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.PaymentIntent> {
  const intent = await stripe.paymentIntents.create({ ...CARD_ONLY, ...params })
  return stripe.paymentIntents.confirm(intent.id, { confirmation_token: await newToken(stripe, card) })
}

/** The error of a request that must be refused. */
export async function refusal(request: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const outcome = await request.then(
    () => new Error('was not refused'),
    (error: unknown) => error,
  )
  if (outcome instanceof Stripe.errors.StripeError) return outcome
  throw outcome
}

/** The PaymentIntent that an error carries. */
export function intentIn(error: Stripe.errors.StripeError): Stripe.PaymentIntent | undefined {
  const carries =
    error instanceof Stripe.errors.StripeCardError || error instanceof Stripe.errors.StripeInvalidRequestError
  return carries ? error.payment_intent : undefined
}

/** The id of a reference, expanded or not; empty when there is none. */
export function idOf(reference: string | { id: string } | null): string {
  return typeof reference === 'string' ? reference : (reference?.id ?? '')
}

/** A call to the stand-in's switches under `/_local/`. */
export async function switches(
  server: LocalStripe,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) }
  const response = await fetch(`${server.url}/_local/${path}`, init)
  if (!response.ok) throw new Error(`${method} /_local/${path}: ${response.status} ${await response.text()}`)
  return response.json()
}
