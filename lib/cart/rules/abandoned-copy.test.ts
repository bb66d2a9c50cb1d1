import { expect, test } from 'vitest'
import { abandonedCopy } from './abandoned-copy'

const variants = new Map([
  ['A-1', { price: 1_250, currency: 'EUR' }],
  ['B-1', { price: 300, currency: 'EUR' }],
])
const cart = (...lines: { sku: string; quantity: number }[]) => ({ customerId: 'c', id: 'k', lines })

test('copies every line with the price of the moment, and adds them up', () => {
  expect(abandonedCopy(cart({ sku: 'A-1', quantity: 2 }, { sku: 'B-1', quantity: 3 }), variants)).toEqual({
    customerId: 'c',
    cartId: 'k',
    lines: [
      { sku: 'A-1', quantity: 2, unitPrice: 1_250 },
      { sku: 'B-1', quantity: 3, unitPrice: 300 },
    ],
    subtotal: 3_400,
    currency: 'EUR',
  })
})

test('what is not sold any more is kept, but worth nothing', () => {
  const copy = abandonedCopy(cart({ sku: 'GONE', quantity: 4 }, { sku: 'B-1', quantity: 1 }), variants)
  expect(copy.lines[0]).toEqual({ sku: 'GONE', quantity: 4, unitPrice: null })
  expect(copy.subtotal).toBe(300)
})
