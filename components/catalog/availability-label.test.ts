import { expect, test } from 'vitest'
import type { AvailabilityItem } from '@/lib/inventory/schema'
import { availabilityLabel } from './availability-label'

const said = (item: Omit<AvailabilityItem, 'sku'> | undefined, own: number) => {
  const { before, count, after, action } = availabilityLabel(item && { sku: 'A-1', ...item }, own)
  return [`${before}${count ?? ''}${after}`, action]
}

test.each([
  [undefined, 0, 'Checking…', 'Add to cart'],
  [{ available: 7, inCarts: 0, state: 'in_stock' }, 0, '7 available', 'Add to cart'],
  [{ available: 7, inCarts: 2, state: 'in_stock' }, 0, '7 available · 2 in other carts', 'Add to cart'],
  [{ available: 7, inCarts: 2, state: 'in_stock' }, 2, '7 available', 'Add to cart'],
  [{ available: 3, inCarts: 0, state: 'low' }, 0, 'Only 3 left', 'Add to cart'],
  [{ available: 1, inCarts: 4, state: 'low' }, 1, 'Only 1 left · 3 in other carts', 'Add to cart'],
  [
    { available: 0, inCarts: 3, state: 'in_carts' },
    0,
    'The last ones are in other carts. We’ll show here if one comes back.',
    'In other carts',
  ],
  [{ available: 0, inCarts: 1, state: 'in_carts' }, 1, 'All that are left are in your cart.', 'In your cart'],
  [{ available: 0, inCarts: 0, state: 'sold_out' }, 0, 'Sold out', 'Sold out'],
] as const)('%j, %i of them ours', (item, own, words, action) => {
  expect(said(item, own)).toEqual([words, action])
})
