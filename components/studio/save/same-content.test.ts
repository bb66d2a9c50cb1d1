import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sameContent } from './same-content'

test.each([
  [{ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, true],
  [{ a: undefined }, {}, true],
  [{ a: null }, {}, false],
  [[1, 2], [2, 1], false],
  [[1], { 0: 1 }, false],
  ['1', 1, false],
  [{ a: {} }, { a: [] }, false],
])('%j and %j: %s', (one, other, same) => {
  expect(sameContent(one, other)).toBe(same)
  expect(sameContent(other, one)).toBe(same)
})

test('a value is the same as its copy with the keys in another order', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 1 })), (value) => {
      const turned = Object.fromEntries(Object.entries(value).toReversed())
      expect(sameContent(JSON.parse(JSON.stringify(turned)), JSON.parse(JSON.stringify(value)))).toBe(true)
    }),
    { numRuns: 50 },
  )
})
