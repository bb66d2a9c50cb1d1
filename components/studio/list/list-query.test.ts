import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readListQuery, writeListQuery } from './list-query'

const UUID = '018f4c7e-0000-7000-8000-000000000001'

test.each([
  ['', { q: '', status: null, category: null }],
  ['?q=mug&status=DRAFT', { q: 'mug', status: 'DRAFT', category: null }],
  ['?status=SOLD&category=lighting', { q: '', status: null, category: null }],
  [`?category=${UUID}`, { q: '', status: null, category: UUID }],
])('%s', (search, query) => {
  expect(readListQuery(new URLSearchParams(search))).toEqual(query)
})

test('what is written is read back', () => {
  const query = fc.record({
    q: fc.string({ maxLength: 20 }).map((text) => text.trim()),
    status: fc.constantFrom(
      'ACTIVE' as const,
      'CHANGED' as const,
      'DRAFT' as const,
      'ARCHIVED' as const,
      null,
    ),
    category: fc.constantFrom(UUID, null),
  })
  fc.assert(
    fc.property(query, (wanted) => {
      expect(readListQuery(new URLSearchParams(writeListQuery(wanted)))).toEqual(wanted)
    }),
  )
})

test('the next page is asked for with the rest of the question', () => {
  expect(writeListQuery({ q: 'mug', status: null, category: null }, 'abc')).toBe('?q=mug&after=abc')
})
