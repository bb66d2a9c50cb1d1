import fc from 'fast-check'
import { expect, test } from 'vitest'
import { priceRange } from './price-range'

const variant = fc.record({ price: fc.integer({ min: 1, max: 2_000_000 }), currency: fc.constant('USD') })

test('nothing to sell has no price', () => {
  expect(priceRange([])).toBeNull()
})

test('both ends are prices that are asked, and no price lies outside them', () => {
  fc.assert(
    fc.property(fc.array(variant, { minLength: 1, maxLength: 8 }), (variants) => {
      const range = priceRange(variants)
      const prices = variants.map(({ price }) => price)
      expect(prices).toContain(range?.priceFrom)
      expect(prices).toContain(range?.priceTo)
      for (const price of prices) {
        expect(price).toBeGreaterThanOrEqual(range?.priceFrom ?? NaN)
        expect(price).toBeLessThanOrEqual(range?.priceTo ?? NaN)
      }
    }),
  )
})
