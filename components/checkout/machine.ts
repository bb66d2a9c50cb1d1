import type { ProblemError } from '@/components/api-client/problem'
import type { CheckoutStatus } from '@/lib/checkout/schema'
import type { Money } from '@/lib/core/money'

/** Why the form is open again, as facts; the copy for them is in notice-copy.ts. */
export type Notice =
  | { kind: 'declined'; detail: string }
  | { kind: 'not_authenticated' }
  | { kind: 'waiting_for_card'; expiresAt: string }
  | { kind: 'out_of_stock'; items: readonly { sku: string; available: number }[] }
  | { kind: 'price_changed'; before: Money; after: Money | null }
  | { kind: 'cart_changed' }
  | { kind: 'too_many_open_orders'; detail: string }
  | { kind: 'ended'; isRefunded: boolean }
  | { kind: 'invalid'; errors: readonly { path: string; message: string }[] }
  | { kind: 'not_received' }
  | { kind: 'unavailable'; detail: string }
  | { kind: 'card_form'; detail: string }

/** One honest state at a time. */
export type Phase =
  | { name: 'editing'; notice: Notice | null }
  /** asking what became of an attempt that an earlier page load began */
  | { name: 'checking' }
  | { name: 'sending' }
  /** the bank asks for a confirmation that the shopper has not started here */
  | { name: 'action_needed'; clientSecret: string }
  | { name: 'authenticating' }
  | { name: 'confirming'; slow: boolean }
  | { name: 'paid'; orderNumber: string }

/** What led to an answer: it decides how an order that waits for a card is explained. */
export type Step = 'pay' | 'action' | 'check'

export type CheckoutEvent =
  | { type: 'resume' }
  | { type: 'pay' }
  | { type: 'action_started' }
  | { type: 'action_skipped' }
  | { type: 'answered'; step: Step; answer: CheckoutStatus }
  | { type: 'refused'; problem: ProblemError; expectedTotal?: Money }
  /** a POST whose outcome nobody here knows */
  | { type: 'answer_lost' }
  /** the shop has no order with this key */
  | { type: 'no_order'; step: Step }
  | { type: 'waiting_long' }
  | { type: 'card_form_refused'; detail: string | null }
  | { type: 'notice_done' }

export const START: Phase = { name: 'editing', notice: null }

const editing = (notice: Notice | null): Phase => ({ name: 'editing', notice })

export function next(phase: Phase, event: CheckoutEvent): Phase {
  // Paid is final: whatever arrives later belongs to an attempt that is over.
  if (phase.name === 'paid') return phase
  switch (event.type) {
    case 'resume':
      return { name: 'checking' }
    case 'pay':
      return phase.name === 'editing' ? { name: 'sending' } : phase
    case 'action_started':
      return { name: 'authenticating' }
    case 'action_skipped':
    case 'notice_done':
      return editing(null)
    case 'answer_lost':
      return { name: 'confirming', slow: false }
    case 'waiting_long':
      return phase.name === 'confirming' ? { ...phase, slow: true } : phase
    case 'no_order':
      return editing(event.step === 'pay' ? { kind: 'not_received' } : null)
    case 'card_form_refused':
      return editing(event.detail === null ? null : { kind: 'card_form', detail: event.detail })
    case 'refused':
      return editing(noticeOf(event.problem, event.expectedTotal))
    case 'answered':
      return answered(event.answer, event.step, phase)
  }
}

function answered(answer: CheckoutStatus, step: Step, phase: Phase): Phase {
  switch (answer.status) {
    case 'paid':
      return { name: 'paid', orderNumber: answer.order.number }
    case 'confirming':
      return phase.name === 'confirming' ? phase : { name: 'confirming', slow: false }
    case 'requires_action':
      return { name: 'action_needed', clientSecret: answer.clientSecret }
    case 'canceled':
      return editing({ kind: 'ended', isRefunded: answer.refunded ?? false })
    case 'open':
      return editing(
        step === 'action'
          ? { kind: 'not_authenticated' }
          : { kind: 'waiting_for_card', expiresAt: answer.expiresAt },
      )
  }
}

function noticeOf({ code, detail, facts }: ProblemError, expectedTotal?: Money): Notice {
  switch (code) {
    case 'payment_declined':
      return { kind: 'declined', detail }
    case 'out_of_stock':
      return { kind: 'out_of_stock', items: facts.items ?? [] }
    case 'price_changed':
      return expectedTotal
        ? { kind: 'price_changed', before: expectedTotal, after: facts.total ?? null }
        : { kind: 'cart_changed' }
    case 'cart_changed':
    case 'cart_empty':
    // The visit has ended: nobody is known by this cookie any more.
    case 'not_found':
      return { kind: 'cart_changed' }
    case 'too_many_open_orders':
      return { kind: 'too_many_open_orders', detail }
    case 'checkout_canceled':
      return { kind: 'ended', isRefunded: facts.refunded ?? false }
    case 'invalid_input':
      return { kind: 'invalid', errors: facts.errors ?? [] }
    default:
      return { kind: 'unavailable', detail }
  }
}

/** Whether the attempt is over for good, so that the next Pay Now needs a new checkoutKey. */
export function endsAttempt(event: CheckoutEvent): boolean {
  if (event.type === 'answered') return event.answer.status === 'paid' || event.answer.status === 'canceled'
  return event.type === 'refused' && event.problem.code === 'checkout_canceled'
}

/**
 * Whether a refusal of Pay Now leaves open what happened to the money. Only a refusal that the use case itself spoke is
 * proof; a broken connection or a failing server may have charged the card before it failed.
 */
export const leavesOutcomeOpen = ({ code }: ProblemError): boolean =>
  code === 'offline' || code === 'unreadable' || code === 'internal' || code === 'unavailable'

export const isBusy = (phase: Phase): boolean => phase.name !== 'editing'
