import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_QUERY_LENGTH, normalizeQuery } from './normalize-query'

test.each([
  ['  arc \t table\n lamp ', 'arc table lamp'],
  ['ＬＡＭＰ', 'LAMP'],
  ['la\u0000mp', 'la mp'],
  ['\ud800lamp', 'lamp'],
  ['“lamp”', '“lamp”'],
  ['\u202elamp', 'lamp'],
  ['   ', ''],
])('%j is searched as %j', (said, q) => {
  expect(normalizeQuery(said)).toBe(q)
})

test('whatever is said: short, well formed, without control characters, and the same when normalized again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (said) => {
      const q = normalizeQuery(said)
      expect(Array.from(q).length).toBeLessThanOrEqual(MAX_QUERY_LENGTH)
      expect(q.isWellFormed()).toBe(true)
      expect(q).not.toMatch(/[\p{Cc}]|^\s|\s$|\s\s/u)
      expect(normalizeQuery(q)).toBe(q)
    }),
    { numRuns: 100 },
  )
}, 30_000)

test('a megabyte is cut, not worked through', () => {
  expect(Array.from(normalizeQuery('x'.repeat(1_000_000)))).toHaveLength(MAX_QUERY_LENGTH)
})
