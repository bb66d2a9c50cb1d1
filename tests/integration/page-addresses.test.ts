import { beforeAll, expect, test } from 'vitest'
import { listAddresses, movedTo } from '@/lib/catalog'
import { adjustStock, syncStock, stockMarks } from '@/lib/inventory'
import { shopDb } from '@/lib/infra/db/shop'
import { pagesSelling } from '@/lib/revalidation'
import { givenStock, seedCatalog } from '../support/fixtures'

// Where pages are, and which of them speak of a SKU's stock.

beforeAll(() => seedCatalog())

const rename = async (id: string, from: string, to: string) => {
  await shopDb().product.update({ where: { id }, data: { slug: to } })
  await shopDb().slugRedirect.createMany({
    data: [{ kind: 'product', slug: from, pageId: id }],
    skipDuplicates: true,
  })
}

test('every address a page ever had leads to its present one in one step', async () => {
  const { id } = await shopDb().product.findUniqueOrThrow({ where: { slug: 'ridge-mug' } })
  await rename(id, 'ridge-mug', 'ridge-cup')
  await rename(id, 'ridge-cup', 'ridge-beaker')
  expect(await movedTo('product', 'ridge-mug')).toEqual({ id, slug: 'ridge-beaker' })
  expect(await movedTo('product', 'ridge-cup')).toEqual({ id, slug: 'ridge-beaker' })
  expect(await movedTo('product', 'ridge-beaker')).toBeNull()
  expect(await movedTo('category', 'ridge-mug')).toBeNull()

  await rename(id, 'ridge-beaker', 'ridge-mug')
  expect(await movedTo('product', 'ridge-mug')).toBeNull()
  expect(await movedTo('product', 'ridge-cup')).toEqual({ id, slug: 'ridge-mug' })
  await shopDb().product.update({ where: { id }, data: { status: 'ARCHIVED' } })
  expect(await movedTo('product', 'ridge-cup')).toBeNull()
  await shopDb().product.update({ where: { id }, data: { status: 'ACTIVE' } })
})

test('the sitemap’s parts hold every product on sale once', async () => {
  const all = await listAddresses({ skip: 0, take: 100 })
  const parts = await Promise.all([0, 5, 10].map((skip) => listAddresses({ skip, take: 5 })))
  expect(parts.flat()).toEqual(all)
  expect(all.length).toBe(await shopDb().product.count({ where: { status: 'ACTIVE' } }))
})

const marks = () => shopDb().stalePages.findMany({ orderBy: { createdAt: 'asc' } })

test('stock that ends, or comes back, has its pages made anew; a sale in between has not', async () => {
  const sku = 'ARC-BRS'
  await givenStock(sku, 5)
  const level = await shopDb().stock.findUniqueOrThrow({ where: { sku } })
  await syncStock({ levels: [level] })
  await shopDb().stalePages.deleteMany()

  await adjustStock({ sku, delta: -3, reason: 'test', actor: 'test' })
  expect(await marks()).toEqual([])

  const ended = await adjustStock({ sku, delta: -2, reason: 'test', actor: 'test' })
  expect(await stockMarks([sku])).toEqual([{ sku, inStock: false, version: ended.version }])
  const back = await adjustStock({ sku, delta: 1, reason: 'test', actor: 'test' })
  expect(await stockMarks([sku])).toEqual([{ sku, inStock: true, version: back.version }])

  const [sold] = await pagesSelling([sku])
  const written = await marks()
  expect(written.map(({ reason }) => reason)).toEqual(['stock.sellable_changed', 'stock.sellable_changed'])
  for (const [index, { version }] of [ended, back].entries()) {
    expect(written[index]?.tags).toEqual([`product:${sold?.productId}`])
    expect(written[index]?.pages).toContainEqual({
      path: '/p/arc-table-lamp',
      subject: `stock:${sku}`,
      revision: version,
    })
    expect(written[index]?.pages).toContainEqual({ path: '/c/lighting', subject: null, revision: null })
  }
})

test('what is not on sale has no page to make', async () => {
  await shopDb().stalePages.deleteMany()
  await syncStock({ levels: [{ sku: 'NO-SUCH', onHand: 0, reserved: 0, version: 1 }] })
  expect(await marks()).toEqual([])
  expect(await stockMarks(['NO-SUCH'])).toEqual([{ sku: 'NO-SUCH', inStock: false, version: 0 }])
})
