import { setTimeout as pause } from 'node:timers/promises'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '@/prisma/generated/shop/client'
import { loadCatalogue } from '@/prisma/seed/load'
import { createSchedules } from '@/scripts/schedules'
import { atOnce } from '../../support/at-once'
import { buyerAt, payAt } from '../../support/http-buyer'
import { figure } from '../support/figures'
import { report } from '../support/report'
import { BuiltShop } from './built-shop'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const SKU = 'RDG-SND'
let shop: BuiltShop

beforeAll(async () => {
  shop = await BuiltShop.open('.local-faults-server')
  const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: shop.stack.parts.postgres }) })
  await loadCatalogue(db)
  await db.$executeRaw`UPDATE "Stock" SET "onHand" = "onHand" + 1000 WHERE sku = ${SKU}`
  await db.$executeRaw`
    INSERT INTO "StockAdjustment" (id, sku, delta, reason, actor) VALUES (gen_random_uuid(), ${SKU}, 1000, 'test', 'test')`
  await db.$disconnect()
  await shop.start()
  const { app, qstash } = shop.stack.parts
  await createSchedules({ appUrl: app, qstash })
}, 180_000)
afterAll(() => shop.close(), 60_000)

/** `npm run invariants`, which waits for a shop that is still at work. */
async function invariants(seconds: number): Promise<string> {
  const run = promisify(execFile)
  const args = ['--conditions=react-server', '--import', 'tsx', 'scripts/invariants/run.ts']
  const { stdout } = await run(process.execPath, [...args, '--settle', String(seconds)], {
    cwd: ROOT,
    env: { ...process.env, ...shop.stack.env },
  })
  return stdout
}

test(
  'F2: the server is killed again and again under its shoppers: within two minutes everything adds up',
  { timeout: 900_000 },
  async () => {
    const checkouts = figure(200, 30)
    const kills = figure(20, 3)
    const address = { url: shop.url, stripe: shop.stack.parts.stripe }
    let killed = 0
    let over = false
    const killing = (async () => {
      while (killed < kills && !over) {
        await pause(Math.random() * 1_500)
        await shop.kill()
        killed += 1
        await shop.start()
      }
    })()

    let broken = 0
    /** As a browser does: after a broken connection it sends the same again. */
    const stubbornly = async <Result>(work: () => Promise<Result>): Promise<Result> => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await work()
        } catch (error) {
          broken += 1
          if (attempt === 100) throw error
          await pause(150)
        }
      }
    }
    const answers = await atOnce(6, checkouts, async () => {
      const buyer = await stubbornly(() => buyerAt(address, SKU))
      return stubbornly(async () => {
        const said = await payAt(address, buyer)
        if (said === 'unavailable' || said === 'payments_unavailable') throw new Error(said)
        return said
      })
    })
    over = true
    await killing

    for (const answer of answers) expect(['paid', 'confirming']).toContain(answer)
    await Promise.all(['advance-orders', 'relay-outbox'].map((job) => shop.job(job)))
    const found = await invariants(120)
    expect(found).not.toContain('BROKEN')
    const db = new pg.Client({ connectionString: shop.stack.parts.postgres })
    await db.connect()
    const { rows } = await db.query<{ status: string; count: number }>(
      'SELECT status, count(*)::int AS count FROM "Order" GROUP BY status',
    )
    await db.end()
    report(
      'F2',
      `${checkouts} checkouts, kill -9 of the server ${killed} times, ${broken} connections broken`,
      killed + broken,
      `${rows.map(({ status, count }) => `${count} ${status}`).join(', ')}, invariants clean within 2 min`,
    )
  },
)
