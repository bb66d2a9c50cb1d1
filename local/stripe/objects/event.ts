import type Stripe from 'stripe'
import { newId, unixNow } from '../ids'
import { API_VERSION } from '../version'

/** The events that the stand-in sends, each with the object it carries. */
export interface EventObjects {
  'payment_intent.created': Stripe.PaymentIntent
  'payment_intent.requires_action': Stripe.PaymentIntent
  'payment_intent.amount_capturable_updated': Stripe.PaymentIntent
  'payment_intent.succeeded': Stripe.PaymentIntent
  'payment_intent.payment_failed': Stripe.PaymentIntent
  'payment_intent.canceled': Stripe.PaymentIntent
  'charge.succeeded': Stripe.Charge
  'charge.failed': Stripe.Charge
  'charge.captured': Stripe.Charge
  'charge.refunded': Stripe.Charge
  'refund.created': Stripe.Refund
  'customer.created': Stripe.Customer
}

export type EmittedType = keyof EventObjects

export interface NewEvent<T extends EmittedType> {
  type: T
  object: EventObjects[T]
  pendingWebhooks: number
  request: Stripe.Event.Request
}

/** An event with the object as it is now: stored objects are replaced, never changed, so it stays that way. */
export function buildEvent<T extends EmittedType>(given: NewEvent<T>): Stripe.EventBase {
  return {
    id: newId('evt'),
    object: 'event',
    api_version: API_VERSION,
    created: unixNow(),
    data: { object: given.object },
    livemode: false,
    pending_webhooks: given.pendingWebhooks,
    request: given.request,
    type: given.type,
  }
}
