import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moved, replaced, without } from './list-moves'

test.each([
  [0, 2, 'bca'],
  [2, 0, 'cab'],
  [1, 1, 'abc'],
  [0, 3, 'abc'],
  [0, -1, 'abc'],
  [9, 0, 'abc'],
])('the item at %i goes to %i: %s', (from, to, expected) => {
  expect(moved([...'abc'], from, to).join('')).toBe(expected)
})

test('moving keeps every item, and moving back gives the list as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 9 }), fc.nat(10), fc.nat(10), (items, from, to) => {
      const once = moved(items, from, to)
      expect(once.toSorted()).toEqual(items.toSorted())
      if (from < items.length && to < items.length) expect(moved(once, to, from)).toEqual(items)
    }),
  )
})

test('removing and replacing touch one place', () => {
  expect(without(['a', 'b', 'c'], 1)).toEqual(['a', 'c'])
  expect(replaced(['a', 'b', 'c'], 1, 'x')).toEqual(['a', 'x', 'c'])
})
