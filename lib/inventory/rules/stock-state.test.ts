import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LOW_STOCK } from '../schema'
import { stockState } from './stock-state'

test.each([
  // onHand, reserved, held → available, inCarts, state
  [20, 0, 0, 20, 0, 'in_stock'],
  [20, 4, 10, 6, 10, 'in_stock'],
  [20, 5, 10, 5, 10, 'low'],
  [1, 0, 0, 1, 0, 'low'],
  [3, 0, 3, 0, 3, 'in_carts'],
  [3, 1, 5, 0, 5, 'in_carts'],
  [3, 3, 0, 0, 0, 'sold_out'],
  [3, 3, 2, 0, 2, 'sold_out'],
  [0, 0, 0, 0, 0, 'sold_out'],
])('onHand %i, reserved %i, held %i', (onHand, reserved, held, available, inCarts, state) => {
  expect(stockState({ onHand, reserved, held })).toEqual({ available, inCarts, state })
})

const count = fc.integer({ min: 0, max: 1e6 })
const counts = fc.record({ onHand: count, reserved: count, held: count })

test('never promises a unit that is reserved or held, and is never negative', () => {
  fc.assert(
    fc.property(counts, ({ onHand, reserved, held }) => {
      const { available } = stockState({ onHand, reserved, held })
      expect(available).toBeGreaterThanOrEqual(0)
      expect(available === 0 || available + reserved + held === onHand).toBe(true)
    }),
  )
})

test('the state follows from the numbers that stand beside it', () => {
  fc.assert(
    fc.property(counts, (given) => {
      const { available, state } = stockState(given)
      expect(state === 'sold_out').toBe(given.onHand <= given.reserved)
      expect(['sold_out', 'in_carts'].includes(state)).toBe(available === 0)
      expect(state === 'low').toBe(available > 0 && available <= LOW_STOCK)
    }),
  )
})

test('one more hold never raises what is available', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 0, max: 100 }), (given, more) => {
      const before = stockState(given).available
      const after = stockState({ ...given, held: given.held + more }).available
      expect(after).toBe(Math.max(0, before - more))
    }),
  )
})
