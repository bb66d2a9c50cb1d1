import { expect, test } from 'vitest'
import { priceLabel } from './price-label'

test.each([
  [{ from: null, below: 5_000 }, 'Under $50'],
  [{ from: 5_000, below: 10_000 }, '$50 to $100'],
  [{ from: 20_000, below: null }, '$200 and more'],
  [{ from: null, below: null }, 'Any price'],
])('%j reads %s', (range, words) => {
  expect(priceLabel(range)).toBe(words)
})
