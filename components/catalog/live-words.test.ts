import { expect, test } from 'vitest'
import type { AvailabilityItem } from '@/lib/inventory/schema'
import { liveWords } from './live-words'

const said = (item: Omit<AvailabilityItem, 'sku'> | undefined) => {
  const { before, count, after, canAdd } = liveWords(item && { sku: 'A-1', ...item })
  return [`${before}${count ?? ''}${after}`, canAdd]
}

test.each([
  [undefined, 'Checking…', true],
  [{ available: 7, inCarts: 0, state: 'in_stock' }, '7 available', true],
  [{ available: 7, inCarts: 2, state: 'in_stock' }, '7 available · 2 in carts', true],
  [{ available: 3, inCarts: 0, state: 'low' }, 'Only 3 left', true],
  [{ available: 1, inCarts: 4, state: 'low' }, 'Only 1 left · 4 in carts', true],
  [
    { available: 0, inCarts: 3, state: 'in_carts' },
    'The last ones are in other carts. We’ll show here if one comes back.',
    false,
  ],
  [{ available: 0, inCarts: 0, state: 'sold_out' }, 'Sold out', false],
] as const)('%j', (item, words, canAdd) => {
  expect(said(item)).toEqual([words, canAdd])
})
