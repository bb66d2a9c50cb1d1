/**
 * `npm run bench -- checkout`: how fast orders are, as ratios of measurements made side by side in one run. Starts a stack
 * of its own over the build that `npm start`, `npm test` or `npm run faults` has made. Ends with 1 when a bar is missed.
 */
import { command } from '../scripts/terminal/command'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '../prisma/generated/shop/client'
import { loadCatalogue } from '../prisma/seed/load'
import { BuiltShop } from '../tests/faults/server/built-shop'
import { atOnce } from '../tests/support/at-once'
import { buyerAt, payAt } from '../tests/support/http-buyer'
import { measure } from './checkout/measure'
import { sqlOrders } from './checkout/sql'

const HOT = 'RDG-SND'
const RACE = 'STK-PSM'
const ORDERS = Number(process.env['BENCH_ORDERS'] ?? 320)

const bars: { name: string; value: number; bar: number; isMet: boolean }[] = []
const atLeast = (name: string, value: number, bar: number) =>
  bars.push({ name, value, bar, isMet: value >= bar })
const atMost = (name: string, value: number, bar: number) =>
  bars.push({ name, value, bar, isMet: value <= bar })
const round = (value: number) => Math.round(value * 10) / 10

/** Makes so many units available to buy, logged as an adjustment. */
const STOCK = `
  WITH changed AS (
    UPDATE "Stock" s SET "onHand" = s.reserved + $2::int, version = s.version + 1 FROM "Stock" before
    WHERE s.sku = $1 AND before.sku = s.sku RETURNING s.sku, s."onHand" - before."onHand" AS delta
  )
  INSERT INTO "StockAdjustment" (id, sku, delta, reason, actor)
  SELECT gen_random_uuid(), sku, delta, 'bench', 'bench' FROM changed WHERE delta <> 0`

/** What was sold without HTTP says nothing to the warehouse: the shop would spend its time on telling it. */
const DROP_MESSAGES = 'DELETE FROM "OutboxEvent"'

async function sql(postgres: string, statement: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: postgres })
  await client.connect()
  await client.query(statement, values)
  await client.end()
}

export async function run(options: readonly string[]): Promise<void> {
  command({
    run: 'npm run bench -- checkout',
    about:
      'How fast orders are, as ratios of measurements made side by side. Starts a stack of its own over the build that is there. BENCH_ORDERS sets how many orders.',
    examples: ['npm run bench -- checkout'],
  }).parse([...options], { from: 'user' })
  const shop = await BuiltShop.open('.local-bench')
  try {
    const { postgres, stripe } = shop.stack.parts
    const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: postgres }) })
    await loadCatalogue(db)
    const skus = (await db.variant.findMany({ select: { sku: true } })).map(({ sku }) => sku)
    await db.$disconnect()

    for (const [name, chosen] of [
      ['one hot SKU', [HOT]],
      [`${skus.length} SKUs`, skus],
    ] as const) {
      const { shop: ours, bare } = await sqlOrders(postgres, { skus: chosen, orders: 1_500 })
      console.log(`  SQL, ${name}: ${round(ours)} orders/s, bare statements ${round(bare)}/s`)
      atLeast(`reserve + paid against bare statements, ${name}`, ours / bare, 0.5)
    }
    await sql(postgres, DROP_MESSAGES)

    const stock = (sku: string, units: number) => sql(postgres, STOCK, [sku, units])
    await stock(HOT, 5_000)
    await shop.start()
    const address = { url: shop.url, stripe }
    const outcomes = new Map<string, number>()
    const orders = async (width: number, times: number) => {
      const buyers = await atOnce(16, times, () => buyerAt(address, HOT))
      return measure(width, times, async (i) => {
        const buyer = buyers[i]
        if (!buyer) throw new Error('no such buyer')
        const said = await payAt(address, buyer)
        outcomes.set(said, (outcomes.get(said) ?? 0) + 1)
      })
    }
    await orders(16, 60)
    const empty = await measure(16, 1_000, async () => {
      await (await fetch(`${shop.url}/api/cart`)).arrayBuffer()
    })
    const first16 = await orders(16, ORDERS)
    const at64 = await orders(64, ORDERS * 2)
    const second16 = await orders(16, ORDERS)
    const perSecond16 = (first16.perSecond + second16.perSecond) / 2
    for (const [width, { perSecond, p50, p99 }] of [
      [16, first16],
      [64, at64],
      [16, second16],
    ] as const) {
      console.log(
        `  HTTP, ${width} shoppers: ${round(perSecond)} orders/s, p50 ${round(p50)} ms, p99 ${round(p99)} ms`,
      )
    }
    console.log(
      `  a route handler that asks nobody: ${round(empty.perSecond)}/s; an order costs ${round(empty.perSecond / perSecond16)} of them`,
    )
    atLeast('orders/s at 64 shoppers against 16', at64.perSecond / perSecond16, 0.9)

    await stock(RACE, 300)
    const racers = await atOnce(16, 300, () => buyerAt(address, RACE))
    await stock(RACE, 100)
    const answers = new Map<string, number>()
    const race = await measure(300, 300, async (i) => {
      const racer = racers[i]
      const said = racer ? await payAt(address, racer) : 'nobody'
      answers.set(said, (answers.get(said) ?? 0) + 1)
    })
    console.log(
      `  300 for 100: ${JSON.stringify(Object.fromEntries(answers))}, the last one answered after ${round(race.total / 1000)} s`,
    )
    atMost('the race, against 300 orders at the pace of 16', race.total / ((300 / perSecond16) * 1_000), 3)
    atMost('paid beyond the 100 units', Math.abs((answers.get('paid') ?? 0) - 100), 0)
    atMost(
      'refusals besides out_of_stock',
      300 - (answers.get('paid') ?? 0) - (answers.get('out_of_stock') ?? 0),
      0,
    )
    atMost(
      'orders that were not paid',
      [...outcomes].reduce((sum, [said, n]) => sum + (said === 'paid' ? 0 : n), 0),
      0,
    )
  } finally {
    await shop.close()
  }

  for (const { name, value, bar, isMet } of bars) {
    console.log(`${isMet ? 'met   ' : 'MISSED'} ${name}: ${Math.round(value * 100) / 100} (bar ${bar})`)
  }
  if (!bars.every(({ isMet }) => isMet)) process.exit(1)
}
