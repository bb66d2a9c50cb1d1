import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COUNTRIES, type Country, ShippingMethod } from '../../orders/schema'
import { priceOrder, toQuote } from './price-order'

const mug = { unitPrice: 2_800, quantity: 1 }

test.each([
  ['one mug to the US', [mug], 'standard', 'US', { subtotal: 2_800, shipping: 800, tax: 0, total: 3_600 }],
  [
    'shipping is free from 150',
    [{ unitPrice: 15_000, quantity: 1 }],
    'standard',
    'US',
    { subtotal: 15_000, shipping: 0, tax: 0, total: 15_000 },
  ],
  [
    'express never is',
    [{ unitPrice: 15_000, quantity: 1 }],
    'express',
    'US',
    { subtotal: 15_000, shipping: 1_900, tax: 0, total: 16_900 },
  ],
  [
    'VAT on goods and shipping',
    [mug],
    'standard',
    'DE',
    { subtotal: 2_800, shipping: 800, tax: 684, total: 4_284 },
  ],
  [
    'lines add up',
    [mug, { unitPrice: 100, quantity: 3 }],
    'standard',
    'US',
    { subtotal: 3_100, shipping: 800, tax: 0, total: 3_900 },
  ],
] as const)('%s', (_, lines, shippingMethod, country, expected) => {
  expect(priceOrder({ lines, shippingMethod, country })).toEqual(expected)
})

test('the total is whole minor units, and the sum of what is shown', () => {
  const lines = fc.array(
    fc.record({ unitPrice: fc.integer({ min: 1, max: 1e6 }), quantity: fc.integer({ min: 1, max: 10 }) }),
    { minLength: 1, maxLength: 50 },
  )
  const countries = Object.keys(COUNTRIES) as Country[]
  fc.assert(
    fc.property(
      lines,
      fc.constantFrom(...ShippingMethod.options),
      fc.constantFrom(...countries),
      (lines, shippingMethod, country) => {
        const totals = priceOrder({ lines, shippingMethod, country })
        expect(Number.isInteger(totals.total)).toBe(true)
        expect(totals.total).toBe(totals.subtotal + totals.shipping + totals.tax)
        const quote = toQuote(totals, 'USD')
        expect(quote.shippingMethods.find(({ id }) => id === shippingMethod)?.price.amount).toBe(
          totals.shipping,
        )
      },
    ),
  )
})
