import 'server-only'
import { serverConfig } from '../../config/server'
import { AppError } from '../../core/errors'
import { stripe } from './client'

/** A hint that something happened to a payment; the truth is read from the processor. */
export interface PaymentHint {
  eventId: string
  type: string
  intentId: string
}

/**
 * Verifies a webhook by its signature over the raw body (at most 5 minutes old).
 * @returns null for events that are not about a payment
 * @throws AppError `bad_signature`
 */
export function readWebhook(body: string, signature: string | null): PaymentHint | null {
  const event = verified(body, signature)
  const subject = event.data.object
  if (!('object' in subject) || subject.object !== 'payment_intent') return null
  return { eventId: event.id, type: event.type, intentId: subject.id }
}

function verified(body: string, signature: string | null) {
  try {
    return stripe().webhooks.constructEvent(body, signature ?? '', serverConfig().STRIPE_WEBHOOK_SECRET)
  } catch (error) {
    throw new AppError('bad_signature', 'The signature does not match the body.', {}, { cause: error })
  }
}
