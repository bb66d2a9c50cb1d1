import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { GET as search } from '@/app/api/search/route'
import { GET as suggest } from '@/app/api/search/suggest/route'
import { normalizeQuery } from '@/lib/search/rules/normalize-query'
import { SearchAnswer, Suggestions } from '@/lib/search/schema'
import { shopDb } from '@/lib/infra/db/shop'
import { request, seedCatalog } from '../support/fixtures'

beforeAll(() => seedCatalog({ variations: 60 }))

const answer = async (query: string) => {
  const response = await search(request(`/api/search?${query}`))
  expect(response.status, query).toBe(200)
  return SearchAnswer.parse(await response.json())
}

test('a search answers with products, counts and where it goes on; later pages without the counts', async () => {
  const first = await answer('q=table&stock=in&sort=price-up&utm_source=x')
  expect(first.items).toHaveLength(24)
  expect(first.facets?.total).toBeGreaterThan(24)
  const second = await answer(`q=table&stock=in&sort=price-up&after=${first.nextCursor}`)
  expect(second.facets).toBeNull()
  const known = new Set(first.items.map(({ slug }) => slug))
  expect(second.items.filter(({ slug }) => known.has(slug))).toEqual([])
})

test('a shared cache may keep it, and it is nobody’s in particular', async () => {
  for (const response of [
    await search(request('/api/search?q=lamp')),
    await suggest(request('/api/search/suggest?q=lamp')),
  ]) {
    expect(response.headers.get('cache-control')).toMatch(/^public, max-age=0, s-maxage=\d+/)
    expect(response.headers.get('set-cookie')).toBeNull()
  }
})

test.each([
  ['after=garbage', 'after'],
  [
    `after=${Buffer.from('["newest",1,"01a0f3e7-0a00-70d7-8517-d8fb446007e8"]').toString('base64url')}`,
    'after',
  ],
  ['sort=random', 'sort'],
  ['price=cheap', 'price'],
  ['price=100-50', 'price'],
  ['category=No%20Slug', 'category'],
  ['stock=maybe', 'stock'],
  ['q=a&q=b', 'q'],
])('%s: 422, and which parameter', async (query, path) => {
  const response = await search(request(`/api/search?${query}`))
  expect(response.status).toBe(422)
  expect(response.headers.get('cache-control')).toBe('no-store')
  const problem = (await response.json()) as { errors: { path: string }[] }
  expect(problem.errors[0]?.path).toMatch(new RegExp(`^${path}`))
})

/** What has broken searches before: operators of tsquery and LIKE, quotes, control characters, halves of characters. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          '&',
          '|',
          '!',
          '<->',
          ':*',
          ':A',
          '(',
          ')',
          "'",
          "''",
          '"',
          '\\',
          '%',
          '_',
          '$1',
          '--',
          ';',
          '\u0000',
          '\ud800',
        ],
        ...['lamp', 'table', 'the', 'OR', 'AND', 'lapm', 'Ｌ', '́', '１', '灯'],
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join('')),
)

/** As an address carries it; halves of characters cannot be. */
const encoded = (text: string) => encodeURIComponent(text.toWellFormed())

test('10,000 generated strings become queries: none is an error, none says more than its words', async () => {
  const said = fc.sample(hostile, 10_000).map((text) => normalizeQuery(text))
  const rows = await shopDb().$queryRaw<{ query: string | null }[]>`
    SELECT search_query(search_fold(said))::text AS query FROM unnest(${said}::text[]) said`
  expect(rows).toHaveLength(10_000)
  for (const { query } of rows) expect(query ?? '').not.toMatch(/<->|!|:[A-D]/)
})

test('400 generated queries asked of both routes: an answer or a refusal, never a fault, and nothing is written', async () => {
  const products = await shopDb().product.count()
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const found = await search(request(`/api/search?q=${encoded(text)}`))
      const offered = await suggest(request(`/api/search/suggest?q=${encoded(text)}`))
      // Control characters and halves of a pair are no text (lib/core/text.ts): both routes refuse them alike.
      expect(offered.status).toBe(found.status)
      if (found.status === 422) {
        expect(await found.json()).toMatchObject({ code: 'invalid_input' })
        return
      }
      expect(SearchAnswer.parse(await found.json()).items.length).toBeLessThanOrEqual(24)
      expect(Suggestions.parse(await offered.json()).items.length).toBeLessThanOrEqual(8)
    }),
    { numRuns: 400 },
  )
  expect(await shopDb().product.count()).toBe(products)
}, 240_000)

test('generated parameters: an answer or a refusal, never a fault', async () => {
  const name = fc.constantFrom('q', 'category', 'price', 'stock', 'sort', 'after', 'x')
  const value = fc.oneof(hostile, fc.constantFrom('in', '50-100', '-50', 'newest', 'kitchen'))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 6 }), async (pairs) => {
      const query = pairs.map(([key, text]) => `${key}=${encoded(text)}`).join('&')
      expect([200, 422]).toContain((await search(request(`/api/search?${query}`))).status)
    }),
    { numRuns: 150 },
  )
}, 120_000)
