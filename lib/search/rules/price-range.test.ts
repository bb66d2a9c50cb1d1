import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PRICE_BANDS, readPriceRange, writePriceRange } from './price-range'

test.each([
  ['50-100', { from: 5_000, below: 10_000 }],
  ['-50', { from: null, below: 5_000 }],
  ['200-', { from: 20_000, below: null }],
  ['-', null],
  ['', null],
  ['100-50', null],
  ['50-50', null],
  ['-0', null],
  ['1.5-2', null],
  ['1-99999999', null],
  ['-5-10', null],
])('%j is read as %j', (text, range) => {
  expect(readPriceRange(text)).toEqual(range)
})

test('every price is in one band and in no other, and every band can be asked for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (price) => {
      const holding = PRICE_BANDS.filter(
        ({ from, below }) => price >= (from ?? 0) && price < (below ?? Infinity),
      )
      expect(holding).toHaveLength(1)
    }),
  )
  for (const band of PRICE_BANDS) expect(readPriceRange(writePriceRange(band))).toEqual(band)
})
