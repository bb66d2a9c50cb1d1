import 'server-only'
import { z } from 'zod'
import { serverConfig } from '../../config/shop/server'
import { AppError } from '../../core/errors'
import { line } from '../../core/text-types'
import { stripe } from './client'

/** A hint that something happened to a payment; the truth is read from the processor. */
export interface PaymentHint {
  eventId: string
  type: string
  intentId: string
}

/** What we read of an event; the processor's library checks the signature, not the shape. */
const Event = z.object({
  id: line(255),
  type: line(255),
  data: z.object({ object: z.looseObject({ object: z.unknown().optional() }) }),
})
const Intent = z.object({ object: z.literal('payment_intent'), id: z.string().regex(/^pi_\w{1,250}$/) })

/**
 * Verifies a webhook by its signature over the raw body (at most 5 minutes old).
 * @returns null for events that are not about a payment
 * @throws AppError `bad_signature`; `invalid_input` for signed bodies that are no event
 */
export function readWebhook(body: string, signature: string | null): PaymentHint | null {
  const event = Event.safeParse(verified(body, signature))
  if (!event.success) throw noEvent()
  const { id, type, data } = event.data
  if (data.object.object !== 'payment_intent') return null
  const intent = Intent.safeParse(data.object)
  if (!intent.success) throw noEvent()
  return { eventId: id, type, intentId: intent.data.id }
}

const noEvent = () => new AppError('invalid_input', 'The body is no event.')

function verified(body: string, signature: string | null): unknown {
  try {
    return stripe().webhooks.constructEvent(body, signature ?? '', serverConfig().STRIPE_WEBHOOK_SECRET)
  } catch (error) {
    throw new AppError('bad_signature', 'The signature does not match the body.', {}, { cause: error })
  }
}
