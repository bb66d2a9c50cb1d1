import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { shopDb } from '@/lib/infra/db/shop'
import { adjustStock } from '@/lib/inventory'
import { HANDLERS, SERVER_HANDLERS } from '../access/table'
import { seedCatalog } from '../support/fixtures'
import { startPageServer } from '../support/page-server'
import { type Driver, openFlips, OTHER } from '../support/stock-flips'
import { QUIET_HANDLERS } from '../support/quiet-handlers'

/*
 * Each handler that can sell a product out, or bring it back, with the last unit: what its page shows once the handler has
 * answered, and what Next's `after` holds has run. The page is cached by a server of this file's own, as Next caches it.
 */

const later = vi.hoisted((): (() => Promise<unknown>)[] => [])
vi.mock('next/server', async (original) => ({
  ...(await original<object>()),
  after: (task: () => Promise<unknown>) => void later.push(task),
}))

const server = await startPageServer()
const flips = await openFlips(server.url)

beforeAll(() => seedCatalog())
afterAll(() => flips.close())

interface Sold {
  sku: string
  productId: string
  path: string
}

/** A product that no test here has sold yet, with one unit to be had, and Redis knows. */
async function nextProduct(): Promise<Sold> {
  const variant = await shopDb().variant.findFirstOrThrow({
    where: { active: true, sku: { not: OTHER }, productId: { notIn: [...used] } },
    include: { product: { select: { slug: true } } },
    orderBy: { sku: 'asc' },
  })
  const { sku, productId, product } = variant
  used.add(productId)
  const { onHand } = await stockOf(sku)
  if (onHand !== 1) await adjustStock({ sku, delta: 1 - onHand, reason: 'test', actor: 'test' })
  return { sku, productId, path: `/p/${product.slug}` }
}
const used = new Set<string>()

const stockOf = (sku: string) => shopDb().stock.findUniqueOrThrow({ where: { sku } })
const isSoldOut = async (sku: string) => {
  const { onHand, reserved } = await stockOf(sku)
  return onHand === reserved
}

/** The database's present state is what the server renders next. What it has cached stays until its tag expires. */
async function renderFromNowOn({ sku, productId, path }: Sold): Promise<string> {
  const revision = `stock:${sku}@${(await stockOf(sku)).version}`
  server.publish(path, `product:${productId}`, revision)
  return revision
}

/** What Next runs once it has sent the answer. */
async function runAfterAnswer(): Promise<void> {
  while (later.length > 0) await Promise.all(later.splice(0).map((task) => task()))
}

async function expectPageFollows(arrange: Driver): Promise<void> {
  const sold = await nextProduct()
  const act = await arrange(sold.sku)
  later.length = 0
  await shopDb().stalePages.deleteMany()
  await renderFromNowOn(sold)
  const before = await server.visit(sold.path)
  const wasSoldOut = await isSoldOut(sold.sku)

  await act()
  expect(await isSoldOut(sold.sku), 'the handler sold it out or brought it back').toBe(!wasSoldOut)
  const revision = await renderFromNowOn(sold)
  expect(await server.visit(sold.path), 'the page is cached').toBe(before)

  await runAfterAnswer()
  expect(await server.visit(sold.path)).toContain(revision)
  expect(await shopDb().stalePages.count({ where: { doneAt: null } })).toBe(0)
}

test.each(Object.entries(flips.drivers))('%s: the page says it after the answer', (_, arrange) =>
  expectPageFollows(arrange),
)

test('every handler of the route tree changes stock in a test above, or is listed as one that cannot', () => {
  // tests/integration/access.test.ts compares these with the files. The warehouse can't reach the shop's stock.
  const all = [...Object.keys(HANDLERS), ...Object.keys(SERVER_HANDLERS)]
    .filter((name) => !name.includes(' /api/fulfillment/'))
    .sort()
  expect([...Object.keys(flips.drivers), ...QUIET_HANDLERS].sort()).toEqual(all)
})
