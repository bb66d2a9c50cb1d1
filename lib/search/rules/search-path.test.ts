import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SORTS, type Search } from '../schema'
import { normalizeQuery } from './normalize-query'
import { asSet, readSearch, searchPath } from './search-path'

const slug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8})?$/)
const units = fc.integer({ min: 0, max: 999 })
const search: fc.Arbitrary<Search> = fc.record({
  q: fc.string({ unit: 'grapheme', maxLength: 60 }).map(normalizeQuery),
  categories: fc.array(slug, { maxLength: 5 }).map(asSet),
  price: fc.option(
    fc.tuple(units, units).map(([from, more]) => ({ from: from * 100, below: (from + more + 1) * 100 })),
  ),
  inStock: fc.boolean(),
  sort: fc.constantFrom(...SORTS),
  after: fc.option(fc.stringMatching(/^[\w-]{1,40}$/)),
})

const paramsOf = (path: string) => {
  const { searchParams } = new URL(path, 'https://shop.test')
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]),
  )
}

test('an address holds the whole search', () => {
  fc.assert(
    fc.property(search, (asked) => {
      expect(readSearch(paramsOf(searchPath(asked)))).toEqual(asked)
    }),
  )
})

test('any parameters are some search, and a search has one address', () => {
  const value = fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 30 }), fc.constant(undefined))
  const names = fc.constantFrom('q', 'category', 'price', 'stock', 'sort', 'after', '__proto__', 'x')
  fc.assert(
    fc.property(fc.dictionary(names, value), (params) => {
      const path = searchPath(readSearch(params))
      expect(path.startsWith('/search')).toBe(true)
      expect(searchPath(readSearch(paramsOf(path)))).toBe(path)
    }),
  )
})

test('nothing asked for is the plain page', () => {
  expect(searchPath(readSearch({ q: ' ', sort: 'relevance', price: '', stock: 'no', utm_source: 'x' }))).toBe(
    '/search',
  )
  expect(searchPath(readSearch({ category: ['vessels', 'desk', 'desk'], q: 'Lamp' }))).toBe(
    '/search?q=Lamp&category=desk&category=vessels',
  )
})
