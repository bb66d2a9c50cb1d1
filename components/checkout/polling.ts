import { ask, asProblem, type ProblemError } from '@/components/api-client/problem'
import type { CheckoutStatus } from '@/lib/checkout/schema'
import { CheckoutStatusShape } from './checkout-shapes'

const WAITS_MS = [700, 1_200, 2_000, 3_000, 5_000]
const LONGEST_MS = 8_000
/** A Pay request may still be running on the server so long after it was sent; until then "nothing yet" proves nothing. */
export const IN_FLIGHT_MS = 12_000

export type Settled = { answer: CheckoutStatus } | { refused: ProblemError } | { noOrder: true }

/** How long to wait before question `n` (from 0) is asked again: a little more each time, spread by a fifth. */
export function waitBefore(n: number, random = Math.random()): number {
  const base = WAITS_MS[n] ?? LONGEST_MS
  return Math.round(base * (0.9 + random * 0.2))
}

/**
 * Whether an answer of GET /api/checkout/{key} ends the waiting. `sentAgoMs`: how long ago Pay was last sent with this
 * key; "no order" and "open" are believed only once that request can no longer be running.
 */
export function settle(outcome: CheckoutStatus | ProblemError, sentAgoMs: number): Settled | null {
  if (outcome instanceof Error) {
    if (outcome.code === 'payment_declined') return { refused: outcome }
    if (outcome.code === 'not_found') return sentAgoMs < IN_FLIGHT_MS ? null : { noOrder: true }
    return null
  }
  if (outcome.status === 'confirming') return null
  if (outcome.status === 'open' && sentAgoMs < IN_FLIGHT_MS) return null
  return { answer: outcome }
}

interface Watch {
  checkoutKey: string
  /** ms since the epoch; 0: no Pay request of this key can be running */
  sentAt: number
  signal: AbortSignal
  onAsked?: () => void
}

/** Asks until the checkout's outcome is known, for as long as it takes. Undefined when `signal` stops it. */
export async function watchCheckout({
  checkoutKey,
  sentAt,
  signal,
  onAsked,
}: Watch): Promise<Settled | undefined> {
  for (let n = 0; !signal.aborted; n++) {
    const outcome = await ask({
      url: `/api/checkout/${checkoutKey}`,
      schema: CheckoutStatusShape,
      signal,
    }).catch(asProblem)
    if (signal.aborted) return undefined
    const settled = settle(outcome, Date.now() - sentAt)
    if (settled) return settled
    onAsked?.()
    const patience = outcome instanceof Error ? (outcome.facts.retryAfter ?? 0) * 1_000 : 0
    await pause(Math.max(patience, waitBefore(n)), signal)
  }
  return undefined
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
