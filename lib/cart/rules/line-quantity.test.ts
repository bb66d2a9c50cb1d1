import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_UNITS_PER_LINE } from '../schema'
import { lineQuantity } from './line-quantity'

test.each([
  [2, 5, { kind: 'accepted', quantity: 2 }],
  [3, 2, { kind: 'insufficient_stock', available: 2 }],
  [1, 0, { kind: 'insufficient_stock', available: 0 }],
  [1, -3, { kind: 'insufficient_stock', available: 0 }],
  [10, 10, { kind: 'accepted', quantity: 10 }],
  [11, 99, { kind: 'line_limit' }],
  [11, 10, { kind: 'line_limit' }],
  [11, 9, { kind: 'insufficient_stock', available: 9 }],
])('%i wanted of %i available', (wanted, available, expected) => {
  expect(lineQuantity(wanted, available)).toEqual(expected)
})

test('accepts exactly what is asked for, and only what there is and the limit allows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: -10, max: 1e6 }), (wanted, available) => {
      const verdict = lineQuantity(wanted, available)
      expect(verdict.kind === 'accepted').toBe(wanted <= available && wanted <= MAX_UNITS_PER_LINE)
      if (verdict.kind === 'accepted') expect(verdict.quantity).toBe(wanted)
      if (verdict.kind === 'insufficient_stock') expect(verdict.available).toBeGreaterThanOrEqual(0)
    }),
  )
})
