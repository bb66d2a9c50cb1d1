import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GET } from '@/app/api/availability/route'
import { availabilityUrls } from '@/components/catalog/availability-urls'
import { pollDelay } from '@/components/catalog/poll-delay'
import { changeLine } from '@/lib/cart'
import { serverConfig } from '@/lib/config/shop/server'
import { shopDb } from '@/lib/infra/db/shop'
import { getAvailability } from '@/lib/inventory'
import { Availability } from '@/lib/inventory/schema'
import { givenStock, newShopper, seedCatalog } from './fixtures'
import { findNginx } from '../../local/nginx'
import { startHttpCache } from './http-cache'
import { serveHandlers } from './http-app'

const SKUS = ['ARC-BLK', 'ARC-BRS']
const EVERY_MS = 2_000

/** 500 people look at one product: what reaches the shop, and what reaches Postgres. Skipped without nginx. */
export function viewersOfOneProduct({ viewers, seconds }: { viewers: number; seconds: number }): void {
  // One connection: what it has read can be told from the server's own statistics.
  process.env['DATABASE_POOL'] = '1'
  const nginx = findNginx()
  const closing: (() => Promise<void>)[] = []
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  let originReads = 0
  let url = ''

  beforeAll(async () => {
    await seedCatalog()
    for (const sku of SKUS) await givenStock(sku, 20)
    if (!nginx) return
    const app = await serveHandlers()
    closing.push(() => app.close())
    app.handlers.set('GET /api/availability', (request) => {
      originReads += 1
      return GET(request)
    })
    const cache = await startHttpCache(nginx, new URL(app.url).host)
    closing.unshift(() => cache.close())
    url = `${cache.url}${availabilityUrls(SKUS)[0]}`
  })
  afterAll(async () => {
    agent.destroy()
    for (const close of closing) await close()
  })

  test.skipIf(!nginx)(
    `${viewers} viewers of one product polling for ${seconds} s through an HTTP cache (skipped where there is no nginx): at most 1.2 reads a second reach the shop, none Postgres`,
    async () => {
      await getAvailability(SKUS)
      const readsBefore = await postgresReads()
      originReads = 0
      const seen = await Promise.all(Array.from({ length: viewers }, () => view(url, agent, seconds)))
      const answers = seen.reduce((sum, { statuses }) => sum + statuses.length, 0)
      const statuses = new Set(seen.flatMap((one) => one.statuses))
      console.info(`${answers} answers, ${(originReads / seconds).toFixed(2)} origin reads a second`)
      expect(await postgresReads()).toBe(readsBefore)
      expect([...statuses].sort(), 'the same counts are said without a body').toEqual([200, 304])
      expect(answers).toBeGreaterThan(viewers)
      expect(originReads).toBeGreaterThan(0)
      expect(originReads / seconds).toBeLessThanOrEqual(1.2)

      const { shopper } = await newShopper()
      await changeLine({ change: 'add', shopper, sku: SKUS[0] ?? '', quantity: 3 })
      await expect
        .poll(async () => (await countThrough(url)).available, { timeout: 10_000, interval: 200 })
        .toBe(17)
      expect(await postgresReads(), 'the meter moves when there is something to read').toBeGreaterThan(
        readsBefore,
      )
    },
    (seconds + 60) * 1_000,
  )

  async function countThrough(address: string) {
    const { items } = Availability.parse(await (await fetch(address)).json())
    const item = items.find(({ sku }) => sku === SKUS[0])
    if (!item) throw new Error('nothing known')
    return item
  }
}

/** One browser: polls as the page does, keeps what it was told, and asks only whether that has changed. */
async function view(url: string, agent: Agent, seconds: number): Promise<{ statuses: number[] }> {
  const statuses: number[] = []
  const until = performance.now() + seconds * 1_000
  let etag: string | undefined
  await sleep(Math.random() * EVERY_MS)
  while (performance.now() < until) {
    const answer = await ask(url, agent, etag)
    statuses.push(answer.status)
    etag = answer.etag ?? etag
    await sleep(pollDelay({ everyMs: EVERY_MS, failures: 0 }))
  }
  return { statuses }
}

function ask(url: string, agent: Agent, etag?: string): Promise<{ status: number; etag?: string }> {
  return new Promise((resolve, reject) => {
    const headers = etag ? { 'if-none-match': etag } : {}
    get(url, { agent, headers }, (response) => {
      response.resume()
      response.on('end', () => {
        const tag = response.headers.etag
        resolve({ status: response.statusCode ?? 0, ...(tag ? { etag: tag } : {}) })
      })
    }).on('error', reject)
  })
}

/** How often the shop's tables were read, by the server's own statistics. */
async function postgresReads(): Promise<number> {
  await shopDb().$executeRaw`SELECT pg_stat_force_next_flush()`
  const watcher = new pg.Client({ connectionString: serverConfig().DATABASE_URL })
  await watcher.connect()
  try {
    const { rows } = await watcher.query<{ reads: string }>(
      'SELECT sum(seq_scan + coalesce(idx_scan, 0)) AS reads FROM pg_stat_user_tables',
    )
    return Number(rows[0]?.reads)
  } finally {
    await watcher.end()
  }
}
