import { randomUUID } from 'node:crypto'
import { beforeAll } from 'vitest'
import { serverConfig } from '@/lib/config/shop/server'
import { shopDb } from '@/lib/infra/db/shop'
import { redis } from '@/lib/infra/redis/client'
import { adjustStock, getAvailability } from '@/lib/inventory'
import type { AvailabilityItem, StockLevel } from '@/lib/inventory/schema'
import { seedCatalog } from './fixtures'

// One store of SKUs for all that a test file describes.
const skus: string[] = []
let filled: Promise<void> | undefined

async function fill(): Promise<void> {
  await seedCatalog()
  const rows = await shopDb().stock.findMany({ select: { sku: true }, orderBy: { sku: 'asc' } })
  skus.push(...rows.map(({ sku }) => sku))
  // An engine that has just started is slow at first.
  for (const sku of skus) await getAvailability([sku])
}

/** What tests of the count share: a SKU to each, and ways to look at it. Call it where the tests are described. */
export function inventoryUnderTest() {
  const nextSku = async (units: number): Promise<string> => {
    const sku = skus.pop()
    if (!sku) throw new Error('the catalogue has no more SKUs for tests')
    const { onHand } = await shopDb().stock.findUniqueOrThrow({ where: { sku } })
    if (units !== onHand) await adjustStock({ sku, delta: units - onHand, reason: 'test', actor: 'test' })
    return sku
  }
  const countOf = async (sku: string): Promise<AvailabilityItem> => {
    const { items } = await getAvailability([sku])
    if (!items[0]) throw new Error(`nothing known of ${sku}`)
    return items[0]
  }
  const levelOf = (sku: string): Promise<StockLevel> =>
    shopDb().stock.findUniqueOrThrow({
      where: { sku },
      select: { sku: true, onHand: true, reserved: true, version: true },
    })
  const ourKeys = () => redis().keys(`${serverConfig().REDIS_PREFIX}:*`)
  const loseEverything = async () => {
    await redis().unlink(...(await ourKeys()), 'none')
    await redis().scriptFlush()
  }
  const cart = () => randomUUID()

  beforeAll(() => (filled ??= fill()))

  return { nextSku, countOf, levelOf, ourKeys, loseEverything, cart }
}
