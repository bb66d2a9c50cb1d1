import { expect, test } from 'vitest'
import { isOrphanedHold } from './orphaned-hold'

const cart = (quantity: number, paying = false) => ({ lines: [{ sku: 'MUG', quantity }], paying })

test.each([
  ['its cart wants it', cart(2), false],
  ['its cart wants more', cart(3), false],
  ['its cart wants less', cart(1), true],
  ['its cart has something else', { lines: [{ sku: 'LAMP', quantity: 2 }], paying: false }, true],
  ['its cart is being paid for', cart(2, true), true],
  ['its cart is gone', undefined, true],
])('a hold of 2: %s', (_, given, expected) => {
  expect(isOrphanedHold({ sku: 'MUG', quantity: 2 }, given)).toBe(expected)
})
