import fc from 'fast-check'
import { serverConfig } from '@/lib/config/shop/server'
import { shopDb } from '@/lib/infra/db/shop'
import { getAvailability } from '@/lib/inventory'
import { seedCatalog } from '../fixtures'
import { holdCommands } from './commands'
import { lookAtAll } from './look'
import { Reference } from './reference'
import { Shop } from './shop'

const CARTS = ['ann', 'bob', 'cid', 'dan']
const START = Date.parse('2030-01-01T00:00:00.000Z')

/**
 * Runs `runs` sequences of up to 40 commands against the shop, each step compared with the plain reference, and all
 * counts and holds at the end. The same seed brings the same sequences to every engine.
 * @throws fast-check's report with the shortest sequence that fails
 */
export async function checkHoldModel(options: { runs: number; seed: number }): Promise<{ commands: number }> {
  await seedCatalog()
  const all = await shopDb().stock.findMany({ select: { sku: true }, orderBy: { sku: 'asc' } })
  const skus = all.slice(0, 3).map(({ sku }) => sku)
  const holdMs = serverConfig().HOLD_MINUTES * 60_000
  const world = { skus, carts: CARTS, otherSkus: all.length - skus.length }
  let commands = 0

  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 12 }), { minLength: skus.length, maxLength: skus.length }),
      fc.commands(holdCommands(world), { maxCommands: 40, size: 'max' }),
      async (units, sequence) => {
        const shop = new Shop()
        const levels = await shop.open(START, new Map(skus.map((sku, i) => [sku, units[i] ?? 0])))
        const model = new Reference(START, levels, holdMs)
        await fc.asyncModelRun(() => ({ model, real: shop }), sequence)
        commands += [...sequence].length
        await getAvailability(skus)
        await lookAtAll(model, world)
      },
    ),
    { numRuns: options.runs, seed: options.seed },
  )
  return { commands }
}
