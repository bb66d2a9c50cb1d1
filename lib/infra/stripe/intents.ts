import 'server-only'
import Stripe from 'stripe'
import { serverConfig } from '../../config/shop/server'
import { stripe } from './client'
import { ProcessorRefused, translated } from './errors'

/** A payment as the processor has it. Amounts in minor units, the currency in upper case. */
export interface Intent {
  id: string
  state: 'needs_card' | 'needs_action' | 'processing' | 'succeeded' | 'canceled'
  amount: number
  currency: string
  clientSecret: string
  /** what the order machine wrote on it; null when another system, or another deployment of this one, made it */
  order: { customerId: string; orderId: string } | null
  /** why the last card was declined: the processor's code */
  declineCode: string | null
  /** the fingerprint of the card that was declined last */
  declinedCard: string | null
  refunded: boolean
}

/**
 * T2. A payment of an order, not confirmed: nobody can be charged by it yet. The same order gives the same payment,
 * but for one case: the processor remembers a failure of its own (5xx) under the key for a day, so the call is made once
 * more under a second key. At worst that leaves a payment which no order knows and nobody can confirm.
 */
export function createIntent(order: {
  customerId: string
  orderId: string
  amount: number
  currency: string
}): Promise<Intent> {
  const create = (idempotencyKey: string) =>
    stripe().paymentIntents.create(
      {
        amount: order.amount,
        currency: order.currency.toLowerCase(),
        allowed_payment_method_types: ['card'],
        capture_method: 'automatic',
        metadata: {
          customerId: order.customerId,
          orderId: order.orderId,
          deployment: serverConfig().DEPLOYMENT_NAME,
        },
      },
      { idempotencyKey },
    )
  return asking(() =>
    againWhenBusy(() => create(`pi:${order.orderId}`)).catch((error: unknown) => {
      if (error instanceof Stripe.errors.StripeAPIError) return create(`pi:${order.orderId}:again`)
      throw error
    }),
  )
}

/** T4. Charges the card behind a ConfirmationToken. A decline is an answer (`needs_card` with a code), not an error. */
export async function confirmIntent(options: {
  intentId: string
  confirmationToken: string
  returnUrl: string
}): Promise<Intent> {
  const { intentId, confirmationToken, returnUrl } = options
  try {
    const confirm = () =>
      stripe().paymentIntents.confirm(
        intentId,
        { confirmation_token: confirmationToken, return_url: returnUrl, expand: ['latest_charge'] },
        { idempotencyKey: `confirm:${intentId}:${confirmationToken}` },
      )
    return toIntent(await againWhenBusy(confirm))
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError)
      return { ...(await readIntent(intentId)), ...declined(error) }
    throw translated(error)
  }
}

/** The truth about a payment. */
export function readIntent(intentId: string): Promise<Intent> {
  return asking(() => stripe().paymentIntents.retrieve(intentId, { expand: ['latest_charge'] }))
}

/** T6. The fence: after it the payment is `canceled`, or it had `succeeded` before and stays so. */
export async function cancelIntent(intentId: string): Promise<Intent> {
  try {
    return toIntent(await stripe().paymentIntents.cancel(intentId, { expand: ['latest_charge'] }))
  } catch (error) {
    const known = translated(error)
    // "Cannot be canceled in its state": which state that is, only reading it tells.
    if (known instanceof ProcessorRefused) return readIntent(intentId)
    throw known
  }
}

/** T8. Gives the whole amount back; the same payment again gives nothing more. */
export async function refundIntent(intentId: string): Promise<void> {
  try {
    await stripe().refunds.create({ payment_intent: intentId }, { idempotencyKey: `refund:${intentId}` })
  } catch (error) {
    const known = translated(error)
    if (known instanceof ProcessorRefused && known.code === 'charge_already_refunded') return
    throw known
  }
}

/** Every payment made since a moment (Unix seconds), newest first; for checks, not for request paths. */
export async function* listIntents(since: number): AsyncGenerator<Intent> {
  const pages = stripe().paymentIntents.list({
    limit: 100,
    created: { gte: since },
    expand: ['data.latest_charge'],
  })
  for await (const intent of pages) yield toIntent(intent)
}

/** Milliseconds before a call is made again that was refused for its rate: at least so many, and as many again by chance. */
const BUSY_PAUSE_MS = 250

/**
 * Makes a call again, once, that was refused because there were too many: a shopper would rather wait for half a second
 * than press again. Those who were refused together do not come back together.
 */
async function againWhenBusy<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeRateLimitError)) throw error
    const pause = BUSY_PAUSE_MS * (1 + Math.random())
    await new Promise((resolve) => setTimeout(resolve, pause))
    return call()
  }
}

async function asking(call: () => Promise<Stripe.PaymentIntent>): Promise<Intent> {
  try {
    return toIntent(await call())
  } catch (error) {
    throw translated(error)
  }
}

const STATES = {
  requires_payment_method: 'needs_card',
  requires_confirmation: 'needs_card',
  requires_action: 'needs_action',
  requires_capture: 'processing',
  processing: 'processing',
  succeeded: 'succeeded',
  canceled: 'canceled',
} as const satisfies Record<string, Intent['state']>

/** A status that a later API version may bring is neither paid nor final: treat it as under way, and look again. */
const stateOf = (status: string): Intent['state'] =>
  Object.entries(STATES).find(([known]) => known === status)?.[1] ?? 'processing'

function toIntent(intent: Stripe.PaymentIntent): Intent {
  const { customerId, orderId, deployment } = intent.metadata
  // Deployments may share a Stripe account, and databases may be copies of one another, ids included.
  const ours = deployment === undefined || deployment === serverConfig().DEPLOYMENT_NAME
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  const error = intent.last_payment_error
  return {
    id: intent.id,
    state: stateOf(intent.status),
    amount: intent.amount,
    currency: intent.currency.toUpperCase(),
    clientSecret: intent.client_secret ?? '',
    order: ours && customerId && orderId ? { customerId, orderId } : null,
    declineCode: error ? (error.decline_code ?? error.code ?? 'card_declined') : null,
    declinedCard: error?.payment_method?.card?.fingerprint ?? null,
    refunded:
      charge !== null && charge.amount_refunded === charge.amount_captured && charge.amount_captured > 0,
  }
}

function declined(error: Stripe.errors.StripeCardError): Pick<Intent, 'declineCode'> {
  return { declineCode: error.decline_code ?? error.code ?? 'card_declined' }
}
