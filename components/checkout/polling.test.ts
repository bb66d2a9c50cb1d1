import { expect, test } from 'vitest'
import { ProblemError } from '@/components/api-client/problem'
import type { CheckoutStatus } from '@/lib/checkout/schema'
import { IN_FLIGHT_MS, settle, waitBefore } from './polling'

const open: CheckoutStatus = { status: 'open', expiresAt: '2026-11-01T12:15:00.000Z' }
const problem = (code: ProblemError['code']) => new ProblemError(code, '', 0)
const LATER = IN_FLIGHT_MS

test.each([
  ['confirming', { status: 'confirming' } as const, LATER, null],
  ['open while Pay may still be running', open, 0, null],
  ['open later', open, LATER, { answer: open }],
  ['canceled', { status: 'canceled' } as const, 0, { answer: { status: 'canceled' } }],
])('%s', (_, outcome, sentAgo, expected) => {
  expect(settle(outcome, sentAgo)).toEqual(expected)
})

test('an unknown key is believed once no request can be on its way any more', () => {
  expect(settle(problem('not_found'), 0)).toBeNull()
  expect(settle(problem('not_found'), LATER)).toEqual({ noOrder: true })
})

test('a decline settles; whatever says nothing of the money does not', () => {
  const declined = problem('payment_declined')
  expect(settle(declined, 0)).toEqual({ refused: declined })
  for (const code of ['offline', 'unreadable', 'unavailable', 'internal', 'too_many_requests'] as const) {
    expect(settle(problem(code), LATER)).toBeNull()
  }
})

test('waits grow, and end at some seconds', () => {
  const waits = Array.from({ length: 12 }, (_, n) => waitBefore(n, 0.5))
  expect(waits).toEqual([...waits].sort((a, b) => a - b))
  expect(waits.at(-1)).toBe(8_000)
})
