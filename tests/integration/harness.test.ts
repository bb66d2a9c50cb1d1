import { expect, test, vi } from 'vitest'
import { fulfillmentConfig } from '@/lib/config/environment'
import { serverConfig } from '@/lib/config/shop/server'
import { findShopper } from '@/lib/shopper'
import { fulfillmentDb } from '@/lib/infra/db/fulfillment'
import { shopDb } from '@/lib/infra/db/shop'
import { redis } from '@/lib/infra/redis/client'
import { catalogue } from '@/prisma/seed/catalogue'
import { consoleLines, expectConsoleError } from '../support/console'
import { givenStock, newShopper, request, seedCatalog } from '../support/fixtures'

test('a test file has two migrated databases, Redis and the whole environment', async () => {
  expect(serverConfig().APP_URL).toBe(fulfillmentConfig().APP_URL)
  expect(await fulfillmentDb().shipment.count()).toBe(0)
  // A count that is not there within 300 ms is done without; here it is only the first question to a machine that starts up.
  await vi.waitFor(async () => {
    await redis().set(`${serverConfig().REDIS_PREFIX}:x`, '1', { ex: 5 })
    expect(await redis().get(`${serverConfig().REDIS_PREFIX}:x`)).toBe('1')
  }, 10_000)
})

test('an announced console.error is no failure, and can be read', () => {
  expectConsoleError(/the shelf is empty/)
  console.error('the shelf is empty')
  expect(consoleLines()).toContain('the shelf is empty')
})

test('seeding twice changes nothing, and stock that was sold is not brought back', async () => {
  await seedCatalog({ variations: 20 })
  await givenStock('ARC-BRS', 3)
  await shopDb().product.update({
    where: { slug: 'halo-pendant' },
    data: { name: 'Edited', slug: 'renamed' },
  })
  const everything = async () => ({
    categories: await shopDb().category.findMany({ orderBy: { id: 'asc' } }),
    products: await shopDb().product.findMany({ orderBy: { id: 'asc' }, include: { variants: true } }),
    stock: await shopDb().stock.findMany({ orderBy: { sku: 'asc' } }),
    adjustments: await shopDb().stockAdjustment.findMany({ orderBy: { id: 'asc' } }),
  })
  const before = await everything()
  await seedCatalog({ variations: 20 })
  expect(await everything()).toEqual(before)
  expect(before.products).toHaveLength(catalogue.products.length + 20)
  expect(before.stock.find(({ sku }) => sku === 'ARC-BRS')?.onHand).toBe(3)
})

test('after seeding, every unit on hand is explained by an adjustment', async () => {
  await seedCatalog()
  const unexplained = await shopDb().$queryRaw`
    SELECT s."sku" FROM "Stock" s LEFT JOIN "StockAdjustment" a USING ("sku")
    GROUP BY s."sku", s."onHand" HAVING s."onHand" <> coalesce(sum(a."delta"), 0)`
  expect(unexplained).toEqual([])
})

test("a shopper's cookie names the shopper, and requests carry it", async () => {
  const { shopper, cookie } = await newShopper()
  const sent = request('/api/cart/lines', { body: { sku: 'ARC-BRS' }, cookie })
  expect(sent.method).toBe('POST')
  expect(sent.headers.get('origin')).toBe(serverConfig().APP_URL)
  expect(await findShopper(sent.headers.get('cookie'))).toEqual(shopper)
  expect(await sent.json()).toEqual({ sku: 'ARC-BRS' })
})
