import { setTimeout as pause } from 'node:timers/promises'
import { execFile } from 'node:child_process'
import path from 'node:path'
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
import { askForUnknown, filesOf, isKeptShortly, keysOf } from '../../support/unknown-addresses'
import { figure, isFull } from '../support/figures'
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

test('the database goes away: pages that were made are served, and nothing is kept of what can’t be known', async () => {
  const maintenance = new URL(shop.stack.parts.postgres)
  const database = maintenance.pathname.slice(1)
  maintenance.pathname = '/postgres'
  const admin = new pg.Client({ connectionString: maintenance.href })
  await admin.connect()
  const look = async (path: string) => {
    const answer = await fetch(`${shop.url}${path}`)
    return { status: answer.status, text: await answer.text() }
  }
  const paths = ['/', '/c/kitchen', '/p/ridge-mug', '/p/arc-table-lamp']
  for (const path of paths) expect((await look(path)).status, path).toBe(200)
  const build = path.join(ROOT, shop.stack.env['NEXT_DIST_DIR'] ?? '')
  const files = await filesOf(build)
  // What is known of a page is forgotten: each is looked up again, in vain.
  await shop.kill()
  await admin.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS false`)
  try {
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database])
    await shop.start()
    for (const path of paths) expect((await look(path)).status, path).toBe(200)
    expect((await look('/p/never-was')).status).toBe(500)
    const written = [...(await filesOf(build)).keys()].filter((file) => !files.has(file))
    expect(written.filter((file) => file.includes('never-was'))).toEqual([])
  } finally {
    await admin.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS true`)
    await admin.end()
  }
  await expect.poll(async () => (await look('/p/never-was')).status, { timeout: 30_000 }).toBe(404)
}, 90_000)

test.runIf(isFull)(
  '5,000 addresses without a page leave data folder, build folder and Redis as large as before',
  async () => {
    const build = path.join(ROOT, shop.stack.env['NEXT_DIST_DIR'] ?? '')
    const data = path.join(ROOT, '.local-faults-server')
    const { redis, postgres } = shop.stack.parts
    const db = new pg.Client({ connectionString: postgres })
    await db.connect()
    const measure = async () => ({
      build: [...(await filesOf(build)).keys()].sort(),
      data: [...(await filesOf(data)).keys()].filter((file) => !/^postgres|\.log$/.test(file)).sort(),
      // Limits count the one caller by the minute, whatever is asked for.
      redis: [...(await keysOf(redis))].filter((key) => !key.includes(':limit:')).sort(),
      rows: (await db.query('SELECT sum(n_live_tup)::int AS rows FROM pg_stat_user_tables')).rows,
    })
    // What a job of the minute writes by itself is there before: the stock of each SKU.
    await shop.job('reconcile-inventory')
    await askForUnknown(shop.url, 'first', 20)
    const before = await measure()
    const said = await askForUnknown(shop.url, 'never', 5_000)
    for (const { path, status, cacheControl } of said) {
      expect(status, path).toBe(404)
      expect(isKeptShortly(cacheControl), `${path}: ${cacheControl}`).toBe(true)
    }
    const after = await measure()
    await db.end()
    expect(after).toEqual(before)
    report('unknown addresses', `${said.length} addresses without a page`, 0, 'nothing was written anywhere')
  },
  300_000,
)
