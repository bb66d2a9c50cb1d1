import { expect, test } from 'vitest'
import type { OrderView } from '@/lib/orders/schema'
import { isSettled, shippingWords } from './shipping-words'

const usd = (amount: number) => ({ amount, currency: 'USD' })
const order = (changes: {
  status?: OrderView['status']
  shipment?: OrderView['shipment']['status']
  refunded?: boolean
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
  shipment: { status: changes.shipment ?? 'preparing', carrier: null, trackingNumber: null, shippedAt: null },
  refunded: changes.refunded ?? false,
})

test.each([
  [{ shipment: 'none' }, 'Your order has been placed', 1],
  [{ shipment: 'preparing' }, 'Your order has been placed', 2],
  [{ shipment: 'packed' }, 'Your order is packed', 3],
  [{ shipment: 'shipped' }, 'Your order is on its way', 4],
  [{ status: 'paying' }, 'We are waiting for your payment', 0],
  [{ status: 'canceled' }, 'This order was canceled', 0],
] as const)('%j → %s', (changes, title, done) => {
  const words = shippingWords(order(changes))
  expect(words.title).toBe(title)
  expect(words.steps.filter((step) => step.done)).toHaveLength(done)
})

test('a canceled order says what became of the money', () => {
  expect(shippingWords(order({ status: 'canceled' })).next).toBe('Nothing was charged.')
  expect(shippingWords(order({ status: 'canceled', refunded: true })).next).toContain('sent back in full')
})

test('an order is followed until it is shipped or canceled', () => {
  expect(isSettled(order({ shipment: 'packed' }))).toBe(false)
  expect(isSettled(order({ shipment: 'shipped' }))).toBe(true)
  expect(isSettled(order({ status: 'canceled' }))).toBe(true)
  expect(isSettled(order({ status: 'paying' }))).toBe(false)
})
