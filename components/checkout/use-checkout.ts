'use client'

import type { Stripe, StripeElements } from '@stripe/stripe-js'
import { useCallback, useEffect, useReducer, useRef } from 'react'
import { ask, asProblem, ProblemError } from '@/components/api-client/problem'
import { announceCartChange } from '@/components/cart/other-tabs'
import type { Money } from '@/lib/core/money'
import type { ShippingMethod } from '@/lib/orders/schema'
import { attemptFor, dropAttempt, keepAttempt, keepLastOrder, keyFromAddress, readAttempt } from './attempt'
import { CheckoutStatusShape } from './checkout-shapes'
import type { Parsed } from './details'
import {
  type CheckoutEvent,
  endsAttempt,
  leavesOutcomeOpen,
  next,
  type Phase,
  START,
  type Step,
} from './machine'
import { watchCheckout } from './polling'
import { stripeFor, type StripeSettings } from './stripe'
import { tokenParams } from './token-params'

const SLOW_AFTER_MS = 15_000
/** Longer than the server ever works on one request. */
const GIVE_UP_MS = 40_000

interface PayOrder extends Parsed {
  cartId: string
  shippingMethod: ShippingMethod
  expectedTotal: Money
}

export interface UseCheckout {
  phase: Phase
  /** Pays once, however often it is called while it runs. */
  pay: (order: PayOrder, card: { stripe: Stripe; elements: StripeElements }) => Promise<void>
  /** Goes on with the bank's question that an earlier page load left open. */
  answerBank: () => Promise<void>
  useAnotherCard: () => void
  dismissNotice: () => void
}

/**
 * Drives a checkout: sends Pay, shows the bank's question, and asks the shop until the outcome is known. The shop's word
 * alone counts: what Stripe.js says in this browser is never taken for a payment.
 */
export function useCheckout(settings: StripeSettings): UseCheckout {
  const [phase, dispatch] = useReducer(next, START)
  const paying = useRef(false)
  const stop = useRef(new AbortController())

  const apply = useCallback((event: CheckoutEvent) => {
    if (endsAttempt(event)) dropAttempt()
    dispatch(event)
    if (event.type !== 'answered' || event.answer.status !== 'paid') return
    const { number } = event.answer.order
    keepLastOrder(number)
    announceCartChange()
    location.replace(`/orders/${number}`)
  }, [])

  const watch = useCallback(
    async (checkoutKey: string, sentAt: number, step: Step): Promise<void> => {
      const slow = setTimeout(() => apply({ type: 'waiting_long' }), SLOW_AFTER_MS)
      const settled = await watchCheckout({ checkoutKey, sentAt, signal: stop.current.signal })
      clearTimeout(slow)
      if (!settled) return
      if ('answer' in settled) apply({ type: 'answered', step, answer: settled.answer })
      else if ('refused' in settled) apply({ type: 'refused', problem: settled.refused })
      else apply({ type: 'no_order', step })
    },
    [apply],
  )

  const authenticate = useCallback(
    async (clientSecret: string, checkoutKey: string): Promise<void> => {
      apply({ type: 'action_started' })
      const stripe = await stripeFor(settings)
      // Whatever it resolves to: the shop asks the processor itself.
      await stripe?.handleNextAction({ clientSecret }).catch(() => undefined)
      apply({ type: 'answer_lost' })
      await watch(checkoutKey, 0, 'action')
    },
    [apply, settings, watch],
  )

  const resumed = useRef<string | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    stop.current = controller
    const fromBank = keyFromAddress(location.search)
    const attempt = readAttempt()
    const key = fromBank ?? attempt?.key
    if (key) {
      resumed.current = key
      apply({ type: 'resume' })
      const sentAt = attempt?.key === key ? attempt.sentAt : 0
      void watch(key, sentAt, fromBank ? 'action' : 'check').then(() => {
        if (fromBank && !controller.signal.aborted) history.replaceState(null, '', '/checkout')
      })
    }
    return () => controller.abort()
  }, [apply, watch])

  // The back button may restore the page as it was left. Its state is old, so the page starts over.
  useEffect(() => {
    const startAnew = ({ persisted }: PageTransitionEvent) => persisted && location.reload()
    addEventListener('pageshow', startAnew)
    return () => removeEventListener('pageshow', startAnew)
  }, [])

  async function pay(order: PayOrder, card: { stripe: Stripe; elements: StripeElements }) {
    if (paying.current) return
    paying.current = true
    try {
      apply({ type: 'pay' })
      const made = await makeToken(order, card)
      if ('token' in made) await send(order, made.token)
      else apply({ type: 'card_form_refused', detail: made.refusal })
    } finally {
      paying.current = false
    }
  }

  async function send(order: PayOrder, confirmationToken: string) {
    const { cartId, ...terms } = order
    const attempt = attemptFor(readAttempt(), { cartId, terms: JSON.stringify(terms) })
    const sentAt = Date.now()
    keepAttempt({ ...attempt, sentAt })
    const outcome = await ask({
      url: '/api/checkout',
      method: 'POST',
      body: { checkoutKey: attempt.key, ...terms, confirmationToken },
      schema: CheckoutStatusShape,
      signal: AbortSignal.timeout(GIVE_UP_MS),
    }).catch(asProblem)

    if (outcome instanceof ProblemError) {
      if (leavesOutcomeOpen(outcome)) {
        apply({ type: 'answer_lost' })
        return watch(attempt.key, sentAt, 'pay')
      }
      keepAttempt({ ...attempt, sentAt: 0 })
      return apply({ type: 'refused', problem: outcome, expectedTotal: order.expectedTotal })
    }
    keepAttempt({ ...attempt, sentAt: 0 })
    apply({ type: 'answered', step: 'pay', answer: outcome })
    if (outcome.status === 'requires_action') return authenticate(outcome.clientSecret, attempt.key)
    if (outcome.status === 'confirming') return watch(attempt.key, 0, 'pay')
  }

  return {
    phase,
    pay,
    answerBank: async () => {
      const key = readAttempt()?.key ?? resumed.current
      if (phase.name === 'action_needed' && key) await authenticate(phase.clientSecret, key)
    },
    useAnotherCard: () => apply({ type: 'action_skipped' }),
    dismissNotice: () => apply({ type: 'notice_done' }),
  }
}

/** The card as a token that pays once; nothing is charged yet. `refusal` is null where the card form has said it itself. */
async function makeToken(
  order: PayOrder,
  { stripe, elements }: { stripe: Stripe; elements: StripeElements },
): Promise<{ token: string } | { refusal: string | null }> {
  try {
    const { error: incomplete } = await elements.submit()
    if (incomplete) return { refusal: wordsOf(incomplete) }
    const { confirmationToken, error } = await stripe.createConfirmationToken({
      elements,
      params: tokenParams(order),
    })
    return error ? { refusal: wordsOf(error) } : { token: confirmationToken.id }
  } catch {
    return { refusal: CARD_FORM_SILENT }
  }
}

const CARD_FORM_SILENT = 'The card form did not answer. Nothing was charged. Please try again.'

const wordsOf = (error: { type: string; message?: string | undefined }): string | null =>
  error.type === 'validation_error' ? null : (error.message ?? CARD_FORM_SILENT)
