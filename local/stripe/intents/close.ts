import type Stripe from 'stripe'
import type { Backend } from '../backend'
import { invalidRequest } from '../errors'
import { unixNow } from '../ids'
import { idOf } from '../objects/charge'
import { move, OPEN_STATUSES, unexpectedState } from './state'

const CANCELABLE: readonly string[] = [...OPEN_STATUSES, 'requires_capture']

/** Cancels for good. Once this has returned, no money can be taken: a challenge passed later changes nothing. */
export function cancelIntent(
  backend: Backend,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
  request: Stripe.Event.Request,
): Stripe.PaymentIntent {
  if (!CANCELABLE.includes(intent.status)) {
    throw unexpectedState(
      intent,
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CANCELABLE.join(', ')}.`,
    )
  }
  if (intent.status === 'requires_capture') releaseHold(backend, intent, request)
  const canceled = backend.store.paymentIntents.put(
    move(intent, 'canceled', {
      amount_capturable: 0,
      canceled_at: unixNow(),
      cancellation_reason: reason,
      next_action: null,
    }),
  )
  backend.emit('payment_intent.canceled', canceled, request)
  return canceled
}

function releaseHold(backend: Backend, intent: Stripe.PaymentIntent, request: Stripe.Event.Request): void {
  const charge = latestCharge(backend, intent)
  const released = backend.store.charges.put({ ...charge, amount_refunded: charge.amount, refunded: true })
  backend.emit('charge.refunded', released, request)
}

/** Takes the held money, or a part of it; the rest is released. */
export function captureIntent(
  backend: Backend,
  intent: Stripe.PaymentIntent,
  amountToCapture: number | undefined,
  request: Stripe.Event.Request,
): Stripe.PaymentIntent {
  if (intent.status !== 'requires_capture') {
    throw unexpectedState(
      intent,
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
    )
  }
  const amount = amountToCapture ?? intent.amount_capturable
  if (amount < 1 || amount > intent.amount_capturable) {
    throw invalidRequest({
      message: `The amount to capture (${amount}) must be between 1 and the capturable amount (${intent.amount_capturable}).`,
      param: 'amount_to_capture',
      code: amount < 1 ? 'amount_too_small' : 'amount_too_large',
    })
  }
  const charge = backend.store.charges.put({
    ...latestCharge(backend, intent),
    amount_captured: amount,
    captured: true,
  })
  const captured = backend.store.paymentIntents.put(
    move(intent, 'succeeded', { amount_capturable: 0, amount_received: amount }),
  )
  backend.emit('charge.captured', charge, request)
  backend.emit('payment_intent.succeeded', captured, request)
  return captured
}

function latestCharge(backend: Backend, intent: Stripe.PaymentIntent): Stripe.Charge {
  const charge = backend.store.charges.get(idOf(intent.latest_charge) ?? '')
  if (charge === undefined) throw new Error(`${intent.id} has no charge`)
  return charge
}
