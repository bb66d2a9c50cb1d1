import { beforeAll, describe, expect, test } from 'vitest'
import { richTextOf } from '@/lib/core/rich-text'
import { shopDb } from '@/lib/infra/db/shop'
import { countFacets, findNearest, searchProducts, suggest } from '@/lib/search'
import { readSearch } from '@/lib/search/rules/search-path'
import { type Search, SORTS } from '@/lib/search/schema'
import { catalogue } from '@/prisma/seed/catalogue'
import { givenStock, seedCatalog } from '../support/fixtures'

const VARIATIONS = 150
const TOTAL = catalogue.products.length + VARIATIONS

beforeAll(() => seedCatalog({ variations: VARIATIONS }))

const search = (asked: Partial<Search>): Search => ({ ...readSearch({}), ...asked })
const find = async (asked: Partial<Search>) => (await searchProducts(search(asked))).items
const names = async (q: string) => (await find({ q })).map(({ name }) => name)

async function everyPage(asked: Partial<Search>, between?: (seen: number) => Promise<void>) {
  const items = []
  let after: string | null = null
  do {
    const page = await searchProducts(search({ ...asked, after }))
    items.push(...page.items)
    after = page.nextCursor
    await between?.(items.length)
  } while (after)
  return items
}

describe('what is found', () => {
  test('the name itself comes first, then names that begin so, then the word elsewhere', async () => {
    const [first, second] = await names('arc table lamp')
    expect(first).toBe('Arc Table Lamp')
    expect(second).toMatch(/^Arc Table Lamp No\. /)
    const drum = (await everyPage({ q: 'drum' })).map(({ name }) => name)
    expect(drum[0]).toMatch(/^Drum Side Table/)
    const table = (await everyPage({ q: 'table' })).map(({ name }) => name)
    // "Halo Pendant" has a long table in its tagline alone.
    const lastNamed = table.findLastIndex((name) => name.includes('Table'))
    expect(table.findIndex((name) => name.startsWith('Halo Pendant'))).toBeGreaterThan(lastNamed)
  })

  test.each([
    ['kett', 'Fold Kettle', 'the beginning of a word'],
    ['lamps', 'Arc Table Lamp', 'another form of it'],
    ['TABLE ARC', 'Arc Table Lamp', 'any order, any case'],
    ['the lamp', 'Arc Table Lamp', 'a word that says nothing'],
    ['persimmon radio', 'Tune Radio', 'an option'],
    ['ARC-BRS', 'Arc Table Lamp', 'a SKU'],
    ['beeswax', 'Three Candles', 'the description'],
    ['mùg', 'Ridge Mug', 'accents'],
    ['arc. table; lamp!', 'Arc Table Lamp', 'punctuation'],
  ])('%s finds %s: %s', async (q, name) => {
    expect((await names(q))[0]).toMatch(new RegExp(`^${name}`))
  })

  test.each([
    ['lapm', 'lamp', 'Arc Table Lamp'],
    ['vaze', 'vase', 'Dune Vase'],
    ['kettel', 'kettle', 'Fold Kettle'],
    ['arc tabel lapm', 'arc table lamp', 'Arc Table Lamp'],
    ['pednant', 'pendant', 'Halo Pendant'],
    ['candels', 'candles', 'Three Candles'],
    ['ridgemug', 'ridge mug', 'Ridge Mug'],
    ['tablelamp', 'table lamp', 'Arc Table Lamp'],
    ['car afe', 'carafe', 'Still Carafe'],
  ])('%s is taken for %s, on every page and with its facets', async (q, meant, name) => {
    const page = await searchProducts(search({ q }))
    expect(page.meant).toBe(meant)
    expect(page.items[0]?.name).toMatch(new RegExp(`^${name}`))
    const as = await everyPage({ q: meant })
    expect((await everyPage({ q })).map(({ slug }) => slug)).toEqual(as.map(({ slug }) => slug))
  })

  test.each(['mug & bowl', 'mug + bowl', 'mug/bowl', 'mug, bowl', 'mug and bowl', 'mgu & bowl'])(
    '%s: a mark between words does not empty the result; either will do',
    async (q) => {
      const page = await searchProducts(search({ q }))
      expect(page.meant).toBe('mug or bowl')
      const found = await everyPage({ q })
      expect(found.some(({ name }) => name.startsWith('Ridge Mug'))).toBe(true)
      expect(found.some(({ name }) => name.startsWith('Pebble Bowls'))).toBe(true)
      expect((await countFacets(search({ q: 'mug or bowl' }))).total).toBe(found.length)
    },
  )

  test('a mark between words that one product has all of narrows the result as a space does', async () => {
    const asked = await searchProducts(search({ q: 'arc & lamp' }))
    expect(asked.meant).toBeNull()
    expect(asked.items[0]?.name).toMatch(/^Arc Table Lamp/)
  })

  test('what finds something is not corrected, and filters that leave nothing do not make it a typo', async () => {
    expect((await searchProducts(search({ q: 'lamp' }))).meant).toBeNull()
    const none = await searchProducts(search({ q: 'lamp', categories: ['kitchen'] }))
    expect(none).toEqual({ items: [], meant: null, nextCursor: null })
  })

  test('nothing asked for is everything, in the shop’s order', async () => {
    const all = await everyPage({})
    expect(all).toHaveLength(TOTAL)
    expect(all[0]?.slug).toBe(catalogue.products[0]?.slug)
  })

  test.each(['xyzzy', '%', '_', '!!!', '\\', "')) xqx --"])(
    '%j finds nothing, and something is offered',
    async (q) => {
      expect((await searchProducts(search({ q }))).items).toEqual([])
      const nearest = await findNearest(q, 4)
      expect(nearest).toMatchObject({ related: false })
      expect(nearest.items).toHaveLength(4)
    },
  )

  test('of words that no product has all of, the nearest have some', async () => {
    expect(await find({ q: 'terracotta radio' })).toEqual([])
    const { items, related } = await findNearest('terracotta radio', 4)
    expect(related).toBe(true)
    for (const item of items) expect(JSON.stringify(item)).toMatch(/terracotta|radio/i)
  })
})

describe('filters and their counts', () => {
  const FILTERS: Partial<Search>[] = [
    {},
    { categories: ['lighting'] },
    { categories: ['desk', 'kitchen'], inStock: true },
    { price: { from: 5_000, below: 10_000 } },
    { price: { from: null, below: 7_300 }, inStock: true },
    { categories: ['vessels'], price: { from: 10_000, below: 20_000 }, inStock: true },
  ]

  test.each(FILTERS.flatMap((filters) => ['', 'table', 'lapm'].map((q) => [{ ...filters, q }])))(
    '%j: what is shown is what was counted, and fits',
    async (asked) => {
      await givenStock('ARC-BRS', 0)
      const { meant } = await searchProducts(search(asked))
      const q = meant ?? asked.q
      const counted = await countFacets(search({ ...asked, q }))
      const shown = await everyPage(asked)
      expect(shown).toHaveLength(counted.total)
      expect(counted.unfiltered).toBe((await everyPage({ q })).length)
      for (const { slug, count } of counted.categories)
        expect(await everyPage({ ...asked, categories: [slug] }), slug).toHaveLength(count)
      const stocked = await everyPage({ ...asked, inStock: true })
      expect(stocked).toHaveLength(counted.inStock)
      for (const { price, count } of counted.prices)
        expect(await everyPage({ ...asked, price: readSearch({ price }).price }), price).toHaveLength(count)
      for (const { priceFrom, category } of shown) {
        if (asked.categories) expect(asked.categories).toContain(category.slug)
        if (asked.price?.below) expect(priceFrom).toBeLessThan(asked.price.below)
        if (asked.price?.from) expect(priceFrom).toBeGreaterThanOrEqual(asked.price.from)
      }
    },
  )

  test('in stock is by the truth: what open orders have taken is gone, and the last variant decides', async () => {
    const isStocked = async () =>
      (await find({ q: 'orbit clock', inStock: true })).some(({ slug }) => slug === 'orbit-clock')
    const skus = catalogue.products.find(({ slug }) => slug === 'orbit-clock')!.variants.map(({ sku }) => sku)
    for (const sku of skus) await givenStock(sku, 0)
    expect(await isStocked()).toBe(false)
    await givenStock(skus[0]!, 1)
    expect(await isStocked()).toBe(true)
    await shopDb().stock.update({ where: { sku: skus[0]! }, data: { reserved: { increment: 1 } } })
    expect(await isStocked()).toBe(false)
    await shopDb().stock.update({ where: { sku: skus[0]! }, data: { reserved: { decrement: 1 } } })
  })
})

describe('pages', () => {
  test.each(SORTS.flatMap((sort) => ['', 'table'].map((q) => [sort, q] as const)))(
    'sorted by %s, searching for %j: every product once, in order',
    async (sort, q) => {
      const items = await everyPage({ sort, q })
      expect(new Set(items.map(({ slug }) => slug)).size).toBe(items.length)
      expect(items.length).toBeGreaterThan(60)
      const prices = items.map(({ priceFrom }) => priceFrom)
      if (sort === 'price-up') expect(prices).toEqual([...prices].sort((a, b) => a - b))
      if (sort === 'price-down') expect(prices).toEqual([...prices].sort((a, b) => b - a))
      if (sort === 'newest' && q === '') {
        const rows = await shopDb().product.findMany({
          orderBy: { createdAt: 'desc' },
          select: { slug: true },
        })
        expect(items.map(({ slug }) => slug)).toEqual(rows.map(({ slug }) => slug))
      }
    },
  )

  test('products that come and go between pages make no gap and no double', async () => {
    const before = (await everyPage({ sort: 'price-up' })).map(({ slug }) => slug)
    const category = await shopDb().category.findFirstOrThrow()
    const copy = await shopDb().product.findFirstOrThrow({ where: { slug: 'ridge-mug' } })
    let made = 0
    const during = await everyPage({ sort: 'price-up' }, async () => {
      for (const price of [100, 1_000_000]) {
        const slug = `between-${++made}`
        const { id: _, ...words } = copy
        await shopDb().product.create({
          data: {
            ...words,
            ...{ slug, name: slug, images: [], body: richTextOf(slug), categoryId: category.id },
            variants: {
              create: {
                sku: `BTW-${made}`,
                options: {},
                price,
                currency: 'USD',
                imageKey: 'none',
                position: 0,
              },
            },
          },
        })
      }
    })
    const old = during.map(({ slug }) => slug).filter((slug) => !slug.startsWith('between-'))
    expect(old).toEqual(before)
    await shopDb().product.deleteMany({ where: { slug: { startsWith: 'between-' } } })
    expect((await everyPage({ sort: 'price-up' })).map(({ slug }) => slug)).toEqual(before)
  })
})

describe('suggestions', () => {
  test('categories first, then products; eight at most', async () => {
    const items = await suggest('table')
    expect(items).toHaveLength(8)
    const kinds = items.map(({ kind }) => kind)
    expect(kinds.slice(0, 2)).toEqual(['category', 'category'])
    expect(items.map(({ label }) => label)).toContain('Kitchen & table')
    const [lamp] = await suggest('arc t')
    expect(lamp).toMatchObject({
      kind: 'product',
      label: 'Arc Table Lamp',
      hint: 'Lighting',
      href: '/p/arc-table-lamp',
    })
    expect(lamp?.photo?.key).toBe('arc-table-lamp-brass')
  })

  test('they forgive a typo, and are none for nothing', async () => {
    expect((await suggest('kettel'))[0]?.label).toBe('Fold Kettle')
    expect(await suggest('')).toEqual([])
    expect(await suggest('xyzzy')).toEqual([])
    expect(await suggest('%')).toEqual([])
  })
})
