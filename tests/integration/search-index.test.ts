import { beforeAll, expect, test } from 'vitest'
import { shopDb } from '@/lib/infra/db/shop'
import { searchProducts } from '@/lib/search'
import { readSearch } from '@/lib/search/rules/search-path'
import { seedCatalog } from '../support/fixtures'

/** Everything search knows, worked out again from the catalogue: what the triggers wrote must be equal to it. */
async function expectIndexTrue(): Promise<void> {
  const before = await shopDb().$queryRaw`SELECT * FROM (
    SELECT "productId"::text, "categoryId"::text, name, words::text, "priceFrom", position, newness::text
    FROM "SearchDocument") d ORDER BY 1`
  await shopDb().$executeRaw`DELETE FROM "SearchDocument"`
  await shopDb().$queryRaw`SELECT search_refresh(ARRAY (SELECT id FROM "Product"))::text`
  const anew = await shopDb().$queryRaw`SELECT * FROM (
    SELECT "productId"::text, "categoryId"::text, name, words::text, "priceFrom", position, newness::text
    FROM "SearchDocument") d ORDER BY 1`
  expect(before).toEqual(anew)
}
const slugs = async (q: string) => (await searchProducts(readSearch({ q }))).items.map(({ slug }) => slug)

beforeAll(() => seedCatalog({ variations: 20 }))

test('whoever writes the catalogue, however: what is found follows at once', async () => {
  const db = shopDb()
  const where = { slug: 'fold-kettle' }
  expect(await slugs('fold kettle')).toContain('fold-kettle')

  await db.product.update({ where, data: { name: 'Samovar' } })
  expect(await slugs('samovar')).toEqual(['fold-kettle'])
  await db.product.update({ where, data: { slug: 'samovar' } })
  expect(await slugs('samovar')).toEqual(['samovar'])
  await db.$executeRaw`UPDATE "Product" SET description = 'Whistles.' WHERE slug = 'samovar'`
  expect(await slugs('whistles')).toEqual(['samovar'])

  await db.variant.updateMany({ where: { product: { slug: 'samovar' } }, data: { price: 100 } })
  const [cheapest] = (await searchProducts(readSearch({ sort: 'price-up' }))).items
  expect(cheapest?.slug).toBe('samovar')

  await db.category.update({ where: { slug: 'desk' }, data: { name: 'Bureau' } })
  expect(await slugs('bureau')).toContain('orbit-clock')
  await expectIndexTrue()
})

test('drafts, archived products and products with nothing to sell are not in it, and come back', async () => {
  const db = shopDb()
  const where = { slug: 'ridge-mug' }
  const isFound = async () => (await slugs('ridge mug')).includes('ridge-mug')
  for (const status of ['DRAFT', 'ARCHIVED'] as const) {
    await db.product.update({ where, data: { status } })
    expect(await isFound(), status).toBe(false)
  }
  await db.product.update({ where, data: { status: 'ACTIVE' } })
  expect(await isFound()).toBe(true)
  await db.variant.updateMany({ where: { product: where }, data: { active: false } })
  expect(await isFound()).toBe(false)
  await db.variant.updateMany({ where: { product: where }, data: { active: true } })
  expect(await isFound()).toBe(true)
  await expectIndexTrue()
})

test('two writers of one product at once: both changes are in the index', async () => {
  const db = shopDb()
  for (let round = 0; round < 40; round++) {
    const name = `Twofold ${'abcdefghij'[round % 10]}`
    await Promise.all([
      db.product.update({ where: { slug: 'dune-vase' }, data: { name } }),
      db.variant.update({ where: { sku: 'DUN-INK' }, data: { price: 1_000 + round } }),
      db.product.update({ where: { slug: 'dune-vase' }, data: { tagline: `Round ${round}` } }),
    ])
  }
  await expectIndexTrue()
  const [vase] = (await searchProducts(readSearch({ q: 'twofold j' }))).items
  expect(vase).toMatchObject({ slug: 'dune-vase', tagline: 'Round 39', priceFrom: 1_039 })
})

test('words of several alphabets, and letters that only look alike, are folded the same on both sides', async () => {
  const rows = await shopDb().$queryRaw`
    SELECT search_fold(said) AS folded FROM unnest(ARRAY[
      'Café-Table «Dune''s»', 'Straße Œuvre Łódź', 'ＬＡＭＰ', 'лампа 灯', ' %_\\ ', 'İstanbul'
    ]) said`
  expect(rows).toEqual(
    ['cafe table dunes', 'strasse oeuvre lodz', 'lamp', 'лампа 灯', '', 'istanbul'].map((folded) => ({
      folded,
    })),
  )
})
