import { beforeAll, expect, test, vi } from 'vitest'
import { findPage } from '@/lib/catalog'
import { shopDb } from '@/lib/infra/db/shop'
import { seedCatalog } from '../support/fixtures'

beforeAll(() => seedCatalog())

const product = (slug: string) => shopDb().product.findUniqueOrThrow({ where: { slug } })
const movedFrom = (slug: string, pageId: string, kind: 'product' | 'category' = 'product') =>
  shopDb().slugRedirect.create({ data: { kind, slug, pageId } })

test('a page on sale is shown, a category always, anything else is missing', async () => {
  const { id, categoryId } = await product('ridge-mug')
  const { slug } = await shopDb().category.findUniqueOrThrow({ where: { id: categoryId } })
  expect(await findPage('product', 'ridge-mug')).toEqual({ state: 'shown', id })
  expect(await findPage('category', slug)).toEqual({ state: 'shown', id: categoryId })
  expect(await findPage('category', 'ridge-mug')).toEqual({ state: 'missing' })
  expect(await findPage('product', 'never-was')).toEqual({ state: 'missing' })
})

test('what can’t be a slug is missing, and the database is not asked', async () => {
  const asked = vi.spyOn(shopDb(), '$queryRaw')
  const odd = ['', '\0', 'a\0b', 'a/b', '..', 'Ridge-Mug', 'x.rsc', '\ud800', 'a'.repeat(81), null]
  for (const slug of odd) expect(await findPage('product', slug), String(slug)).toEqual({ state: 'missing' })
  expect(asked).not.toHaveBeenCalled()
  asked.mockRestore()
})

test('an address that a page has left leads to it for as long as it is shown', async () => {
  const { id, categoryId } = await product('arc-table-lamp')
  await movedFrom('old-lamp', id)
  await movedFrom('old-light', categoryId, 'category')
  const { slug } = await shopDb().category.findUniqueOrThrow({ where: { id: categoryId } })
  expect(await findPage('product', 'old-lamp')).toEqual({ state: 'moved', slug: 'arc-table-lamp' })
  expect(await findPage('category', 'old-light')).toEqual({ state: 'moved', slug })

  await shopDb().product.update({ where: { id }, data: { status: 'ARCHIVED' } })
  expect(await findPage('product', 'arc-table-lamp')).toEqual({ state: 'hidden', id })
  expect(await findPage('product', 'old-lamp')).toEqual({ state: 'missing' })
  await shopDb().product.update({ where: { id }, data: { status: 'ACTIVE' } })
})

test('a page that took an address over is the one there', async () => {
  const [mug, vase] = [await product('ridge-mug'), await product('dune-vase')]
  await movedFrom('ridge-mug', vase.id)
  expect(await findPage('product', 'ridge-mug')).toEqual({ state: 'shown', id: mug.id })
})

test('a page without anything to sell is hidden', async () => {
  const { id } = await product('orbit-clock')
  await shopDb().variant.updateMany({ where: { productId: id }, data: { active: false } })
  expect(await findPage('product', 'orbit-clock')).toEqual({ state: 'hidden', id })
})

test('a page is found as soon as it is there, by those who share a question that began before, too', async () => {
  const { id } = await product('dune-vase')
  let answer: (rows: unknown) => void = () => undefined
  const slow = new Promise((resolve) => (answer = resolve))
  const asked = vi.spyOn(shopDb(), '$queryRaw').mockImplementationOnce((() => slow) as never)
  const early = findPage('product', 'just-out')
  const late = findPage('product', 'just-out')
  await shopDb().product.update({ where: { id }, data: { slug: 'just-out' } })
  answer([])
  expect(await early).toEqual({ state: 'missing' })
  expect(await late).toEqual({ state: 'shown', id })
  asked.mockRestore()
})

test('without the database nobody is kept waiting, and nothing is said to be missing', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const asked = vi.spyOn(shopDb(), '$queryRaw').mockRejectedValue(new Error('down') as never)
  expect(await findPage('product', 'ridge-mug')).toBeNull()
  expect(await findPage('product', 'never-was')).toBeNull()
  expect(asked).toHaveBeenCalledTimes(1)
  expect(warned).toHaveBeenCalledTimes(1)
  asked.mockRestore()
  warned.mockRestore()
})
