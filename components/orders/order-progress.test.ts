import { expect, test } from 'vitest'
import type { OrderView } from '@/lib/orders/schema'
import { isSettled, mayCancel, orderProgress } from './order-progress'

const usd = (amount: number) => ({ amount, currency: 'USD' })
const order = (changes: {
  status?: OrderView['status']
  shipment?: OrderView['shipment']['status']
  refunded?: boolean
  cancelRequested?: boolean
}): OrderView => ({
  number: 'F51-AAAA-BBBB-CCCC',
  status: changes.status ?? 'paid',
  placedAt: '2026-11-23T00:00:00.000Z',
  email: 'ada@example.com',
  shippingAddress: { name: 'Ada', line1: '1 Main St', city: 'Portland', postalCode: '97201', country: 'US' },
  shippingMethod: 'standard',
  lines: [],
  subtotal: usd(1),
  shipping: usd(0),
  tax: usd(0),
  total: usd(1),
  shipment: {
    status: changes.shipment ?? 'preparing',
    carrier: null,
    trackingNumber: null,
    shippedAt: null,
    parcels: [],
  },
  cancelRequested: changes.cancelRequested ?? false,
  refunded: changes.refunded ?? false,
})

test.each([
  [{ shipment: 'none' }, 'Your order has been placed', 1],
  [{ shipment: 'preparing' }, 'Your order has been placed', 2],
  [{ shipment: 'packed' }, 'Your order is packed', 3],
  [{ shipment: 'partly_shipped' }, 'Part of your order is on its way', 3],
  [{ shipment: 'shipped' }, 'Your order is on its way', 4],
  [{ shipment: 'packed', cancelRequested: true }, 'Canceling your order', 3],
  [{ shipment: 'canceled', cancelRequested: true }, 'This order was canceled', 0],
  [{ shipment: 'canceled', refunded: true }, 'This order was canceled and refunded', 0],
  [{ status: 'paying' }, 'We are waiting for your payment', 0],
  [{ status: 'canceled' }, 'This order was canceled', 0],
] as const)('%j → %s', (changes, title, done) => {
  const words = orderProgress(order(changes))
  expect(words.title).toBe(title)
  expect(words.steps.filter((step) => step.done)).toHaveLength(done)
})

test('a canceled order says what became of the money', () => {
  expect(orderProgress(order({ status: 'canceled' })).next).toBe('Nothing was charged.')
  expect(orderProgress(order({ status: 'canceled', refunded: true })).next).toContain('sent back in full')
})

test('an order is followed until it is shipped or canceled', () => {
  expect(isSettled(order({ shipment: 'packed' }))).toBe(false)
  expect(isSettled(order({ shipment: 'shipped' }))).toBe(true)
  expect(isSettled(order({ status: 'canceled' }))).toBe(true)
  expect(isSettled(order({ status: 'paying' }))).toBe(false)
})

test('a request to cancel that came too late says so', () => {
  expect(orderProgress(order({ shipment: 'shipped', cancelRequested: true })).next).toContain(
    'had left before',
  )
})

test('an order can be given up until something of it has left, and once', () => {
  expect(mayCancel(order({ shipment: 'preparing' }))).toBe(true)
  expect(mayCancel(order({ shipment: 'packed' }))).toBe(true)
  expect(mayCancel(order({ shipment: 'packed', cancelRequested: true }))).toBe(false)
  for (const shipment of ['partly_shipped', 'shipped', 'canceled'] as const)
    expect(mayCancel(order({ shipment }))).toBe(false)
  expect(mayCancel(order({ status: 'paying' }))).toBe(false)
})

test('a canceled order is followed until its money is on its way', () => {
  expect(isSettled(order({ shipment: 'canceled' }))).toBe(false)
  expect(isSettled(order({ shipment: 'canceled', refunded: true }))).toBe(true)
})
