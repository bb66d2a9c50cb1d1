import type Stripe from 'stripe'
import { invalidRequest } from '../errors'

const STATUSES = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'requires_capture',
  'succeeded',
  'canceled',
] as const

export type IntentStatus = (typeof STATUSES)[number]

/** Every legal change of a PaymentIntent. Its first three states lead anywhere; the last two are final. */
const TRANSITIONS: Record<IntentStatus, readonly IntentStatus[]> = {
  requires_payment_method: STATUSES,
  requires_confirmation: STATUSES,
  requires_action: STATUSES,
  requires_capture: ['succeeded', 'canceled'],
  succeeded: [],
  canceled: [],
}

/** The states in which a payment can be confirmed and its amount still changed. */
export const OPEN_STATUSES: readonly string[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
]

type Changes = Partial<Omit<Stripe.PaymentIntent, 'id' | 'object' | 'status'>>

/** The one function that moves a PaymentIntent. Returns it in its new state; storing it is the caller's. */
export function move(intent: Stripe.PaymentIntent, to: IntentStatus, changes: Changes): Stripe.PaymentIntent {
  const from = STATUSES.find((status) => status === intent.status)
  if (from === undefined || !TRANSITIONS[from].includes(to)) {
    throw new Error(`${intent.id} cannot go from ${intent.status} to ${to}`)
  }
  return { ...intent, ...changes, status: to }
}

/** The refusal of a request that the intent's state does not allow; it carries the intent as it is. */
export function unexpectedState(intent: Stripe.PaymentIntent, message: string) {
  return invalidRequest({ message, code: 'payment_intent_unexpected_state', intent })
}
