import { expect, test } from 'vitest'
import { chosenVariant, VARIANT_PARAM, variantPath } from './chosen-variant'

const brass = { sku: 'ARC-BRS' }
const black = { sku: 'ARC-BLK' }

test.each([
  [null, brass],
  ['', brass],
  ['ARC-BLK', black],
  ['ARC-GONE', brass],
  ['arc-blk', brass],
  ['<script>', brass],
])('an address that asks for %j shows %j', (asked, expected) => {
  expect(chosenVariant([brass, black], asked)).toBe(expected)
})

test('an address leads back to its variant, and the first variant has the plain one', () => {
  expect(variantPath('arc-table-lamp', [brass, black], brass.sku)).toBe('/p/arc-table-lamp')
  const url = new URL(variantPath('arc-table-lamp', [brass, black], black.sku), 'https://shop.test')
  expect(chosenVariant([brass, black], url.searchParams.get(VARIANT_PARAM))).toBe(black)
})
