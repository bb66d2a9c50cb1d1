import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cursor, decodeCursor, encodeCursor, MAX_CURSOR_LENGTH, placeOf } from './cursor'

const key = fc.maxSafeInteger()
const cursor: fc.Arbitrary<Cursor> = fc.oneof(
  fc.tuple(fc.constantFrom('relevance' as const, 'shop' as const), key, key, fc.uuid()),
  fc.tuple(fc.constantFrom('newest' as const, 'price-up' as const, 'price-down' as const), key, fc.uuid()),
)

test('a cursor is read back as it was written, and fits into an address', () => {
  fc.assert(
    fc.property(cursor, (written) => {
      const text = encodeCursor(written)
      expect(text).toMatch(/^[\w-]+$/)
      expect(text.length).toBeLessThanOrEqual(MAX_CURSOR_LENGTH)
      expect(decodeCursor(text)).toEqual(written)
    }),
  )
})

test('what is not a cursor is none, and nothing throws', () => {
  const anything = fc.oneof(
    fc.string({ maxLength: 320 }),
    fc.string({ unit: 'binary' }),
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
    cursor.map((written) => encodeCursor(written).slice(1)),
  )
  fc.assert(
    fc.property(anything, (text) => {
      expect(decodeCursor(text)).toBeNull()
    }),
    { numRuns: 300 },
  )
}, 30_000)

const ID = '01a0f3e7-0a00-70d7-8517-d8fb446007e8'
test.each([
  [['newest', 1.5, ID]],
  [['newest', 1e300, ID]],
  [['newest', '1', ID]],
  [['newest', 1, "' OR 1=1"]],
  [['newest', 1, 2, ID]],
  [['relevance', 1, ID]],
  [['oldest', 1, ID]],
  [{ 0: 'newest', 1: 1, 2: ID }],
])('%j is no cursor', (forged) => {
  expect(decodeCursor(Buffer.from(JSON.stringify(forged)).toString('base64url'))).toBeNull()
})

test('a cursor of another order does not fit; everything in the order of relevance is in the shop’s', () => {
  const after = encodeCursor(['shop', 1, 2, ID])
  expect(placeOf({ q: '', sort: 'relevance', after })).toEqual({ ok: true, after: ['shop', 1, 2, ID] })
  expect(placeOf({ q: 'lamp', sort: 'relevance', after })).toEqual({ ok: false })
  expect(placeOf({ q: '', sort: 'price-up', after })).toEqual({ ok: false })
  expect(placeOf({ q: '', sort: 'price-up', after: null })).toEqual({ ok: true, after: null })
})
