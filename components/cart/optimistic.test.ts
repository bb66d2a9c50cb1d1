import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_UNITS_PER_LINE } from '@/lib/cart/schema'
import { EMPTY_CART } from '@/lib/cart/rules/empty-cart'
import { unitsIn, withAdded, withQuantity } from './optimistic'

const mug = {
  slug: 'mug',
  name: 'Mug',
  image: null,
  options: {},
  unitPrice: { amount: 2_800, currency: 'USD' },
}

test('an added line shows at once', () => {
  const cart = withAdded(EMPTY_CART, 'MUG', 2, mug)
  expect(cart.lines).toMatchObject([{ sku: 'MUG', quantity: 2, held: 2, lineTotal: { amount: 5_600 } }])
  expect(cart.subtotal).toEqual({ amount: 5_600, currency: 'USD' })
})

test('a line that nobody can picture yet waits for the answer', () => {
  expect(withAdded(EMPTY_CART, 'MUG', 2)).toBe(EMPTY_CART)
})

test('a part that is held stays that part; nothing is promised for the rest', () => {
  const cart = withAdded(EMPTY_CART, 'MUG', 3, mug)
  const part = { ...cart, lines: cart.lines.map((line) => ({ ...line, held: 1 })) }
  expect(withQuantity(part, 'MUG', 5).lines[0]?.held).toBe(1)
})

test('a change takes back what was said about its own line only', () => {
  const notice = (sku: string) => ({ code: 'hold_lapsed' as const, sku, message: '' })
  const cart = { ...withAdded(EMPTY_CART, 'MUG', 3, mug), notices: [notice('MUG'), notice('LAMP')] }
  expect(withQuantity(cart, 'MUG', 1).notices).toEqual([notice('LAMP')])
})

test('the subtotal is the sum of the lines, and held never more than there is', () => {
  const sku = fc.constantFrom('A', 'B', 'C')
  const change = fc.oneof(
    fc.record({ add: sku, quantity: fc.integer({ min: 1, max: MAX_UNITS_PER_LINE }) }),
    fc.record({ set: sku, quantity: fc.integer({ min: 0, max: MAX_UNITS_PER_LINE }) }),
  )
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const cart = changes.reduce(
        (before, next) =>
          'add' in next
            ? withAdded(before, next.add, next.quantity, mug)
            : withQuantity(before, next.set, next.quantity),
        EMPTY_CART,
      )
      expect(cart.subtotal.amount).toBe(unitsIn(cart) * mug.unitPrice.amount)
      for (const line of cart.lines) {
        expect(line.quantity).toBeGreaterThan(0)
        expect(line.quantity).toBeLessThanOrEqual(MAX_UNITS_PER_LINE)
        expect(line.held).toBeLessThanOrEqual(line.quantity)
      }
    }),
  )
})
