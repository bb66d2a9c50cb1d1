import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProblemError } from '@/components/api-client/problem'
import { ERRORS, type ErrorCode } from '@/lib/core/errors'
import type { CheckoutStatus } from '@/lib/checkout/schema'
import { type CheckoutEvent, endsAttempt, leavesOutcomeOpen, next, type Phase, START } from './machine'

const usd = (amount: number) => ({ amount, currency: 'USD' })
const order = {
  number: 'F51-7K3M-9QXT-2A4D',
  status: 'paid',
  placedAt: '2026-11-01T12:00:00.000Z',
  email: 'ada@example.com',
  shippingAddress: { name: 'Ada', line1: '1 Main St', city: 'Reno', postalCode: '89501', country: 'US' },
  shippingMethod: 'standard',
  lines: [],
  subtotal: usd(100),
  shipping: usd(0),
  tax: usd(0),
  total: usd(100),
  shipment: { status: 'none', carrier: null, trackingNumber: null, shippedAt: null, parcels: [] as never[] },
  cancelRequested: false,
  refunded: false,
} as const
const PAID: CheckoutStatus = { status: 'paid', order: { ...order, lines: [] } }
const OPEN: CheckoutStatus = { status: 'open', expiresAt: '2026-11-01T12:15:00.000Z' }
const ACTION: CheckoutStatus = { status: 'requires_action', clientSecret: 'pi_1_secret_2' }
const refusal = (code: ErrorCode | 'offline', facts = {}) => new ProblemError(code, 'Because.', 409, facts)
const run = (...events: CheckoutEvent[]): Phase => events.reduce(next, START)
const answered = (answer: CheckoutStatus, step: 'pay' | 'action' | 'check' = 'pay'): CheckoutEvent => ({
  type: 'answered',
  step,
  answer,
})

test('paying leads to the order', () => {
  expect(run({ type: 'pay' })).toEqual({ name: 'sending' })
  expect(run({ type: 'pay' }, answered(PAID))).toEqual({ name: 'paid', orderNumber: order.number })
})

test('the second press of a double click changes nothing', () => {
  const sending = run({ type: 'pay' })
  expect(next(sending, { type: 'pay' })).toBe(sending)
})

test('3-D Secure: asked, answered, confirmed by the shop alone', () => {
  const events: CheckoutEvent[] = [{ type: 'pay' }, answered(ACTION)]
  expect(run(...events)).toEqual({ name: 'action_needed', clientSecret: 'pi_1_secret_2' })
  events.push({ type: 'action_started' }, { type: 'answer_lost' })
  expect(run(...events)).toEqual({ name: 'confirming', slow: false })
  expect(run(...events, answered(OPEN, 'action'))).toEqual({
    name: 'editing',
    notice: { kind: 'not_authenticated' },
  })
  expect(run(...events, answered(PAID, 'action')).name).toBe('paid')
})

test('an order that waits says until when', () => {
  expect(run({ type: 'resume' }, answered(OPEN, 'check'))).toEqual({
    name: 'editing',
    notice: { kind: 'waiting_for_card', expiresAt: OPEN.expiresAt },
  })
})

test.each([
  ['payment_declined', {}, { kind: 'declined', detail: 'Because.' }],
  ['out_of_stock', { items: [{ sku: 'A', available: 1 }] }, { kind: 'out_of_stock' }],
  ['price_changed', { total: usd(120) }, { kind: 'price_changed', before: usd(100), after: usd(120) }],
  ['price_changed', {}, { kind: 'price_changed', before: usd(100), after: null }],
  ['cart_changed', {}, { kind: 'cart_changed' }],
  ['cart_empty', {}, { kind: 'cart_changed' }],
  ['checkout_canceled', {}, { kind: 'ended', isRefunded: false }],
  ['checkout_canceled', { refunded: true }, { kind: 'ended', isRefunded: true }],
  ['too_many_open_orders', {}, { kind: 'too_many_open_orders' }],
  ['invalid_input', { errors: [{ path: 'email', message: 'no' }] }, { kind: 'invalid' }],
  ['payments_unavailable', {}, { kind: 'unavailable' }],
  ['too_many_requests', {}, { kind: 'unavailable' }],
] as const)('%s keeps the form and says why', (code, facts, notice) => {
  const phase = run(
    { type: 'pay' },
    { type: 'refused', problem: refusal(code, facts), expectedTotal: usd(100) },
  )
  expect(phase).toMatchObject({ name: 'editing', notice })
})

test('a key that the shop does not know is safe to send again', () => {
  expect(run({ type: 'pay' }, { type: 'answer_lost' }, { type: 'no_order', step: 'pay' })).toEqual({
    name: 'editing',
    notice: { kind: 'not_received' },
  })
  expect(run({ type: 'resume' }, { type: 'no_order', step: 'check' })).toEqual(START)
})

describe('the attempt', () => {
  test.each([
    [answered(PAID), true],
    [answered({ status: 'canceled' }), true],
    [answered(OPEN), false],
    [answered(ACTION), false],
    [answered({ status: 'confirming' }), false],
    [{ type: 'refused', problem: refusal('checkout_canceled') }, true],
    [{ type: 'refused', problem: refusal('payment_declined') }, false],
    [{ type: 'refused', problem: refusal('payments_unavailable') }, false],
    [{ type: 'answer_lost' }, false],
  ] as const)('%j ends it: %s', (event, ends) => {
    expect(endsAttempt(event as CheckoutEvent)).toBe(ends)
  })
})

test('only what the use case itself refused is proof that nothing was charged', () => {
  const open = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => leavesOutcomeOpen(refusal(code)))
  expect(open).toEqual(['unavailable', 'internal'])
  expect(leavesOutcomeOpen(refusal('offline'))).toBe(true)
})

const events = fc.constantFrom<CheckoutEvent>(
  { type: 'resume' },
  { type: 'pay' },
  { type: 'action_started' },
  { type: 'action_skipped' },
  { type: 'answer_lost' },
  { type: 'waiting_long' },
  { type: 'notice_done' },
  { type: 'no_order', step: 'pay' },
  { type: 'card_form_refused', detail: null },
  { type: 'refused', problem: refusal('payment_declined') },
  answered(PAID),
  answered(OPEN),
  answered(ACTION),
  answered({ status: 'confirming' }),
  answered({ status: 'canceled' }),
)

test('paid is final, and nothing but the shop saying so leads there', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 12 }), (sequence) => {
      const saidPaid = sequence.some((event) => event.type === 'answered' && event.answer.status === 'paid')
      expect(run(...sequence).name === 'paid').toBe(saidPaid)
    }),
  )
})
