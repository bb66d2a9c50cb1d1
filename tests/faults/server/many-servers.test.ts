import { setTimeout as pause } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProductDraft, Published, SavedDraft } from '@/lib/publishing/schema'
import { PrismaClient } from '@/prisma/generated/shop/client'
import { loadCatalogue } from '@/prisma/seed/load'
import { marketer, type StudioClient } from '../../support/studio-client'
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy'
import { figure } from '../support/figures'
import { report } from '../support/report'
import { BuiltShop } from './built-shop'

// Three servers of one build, each with pages of its own, that share a log of expired tags (docs/decisions/0040).

const REQUESTS_A_SECOND = 50
const SEEN_WITHIN_MS = 2_000
const RIGHT_AGAIN_WITHIN_MS = 10_000
const FIRST_REVISION = 1_000

let shop: BuiltShop
let db: PrismaClient
let redis: TcpProxy
const products: { id: string; slug: string }[] = []
/** Of each server: one and the same person, signed in. */
const studios = new Map<string, StudioClient>()

beforeAll(async () => {
  shop = await BuiltShop.open('.local-faults-servers', { servers: 3 })
  const { postgres, oidc } = shop.stack.parts
  db = new PrismaClient({ adapter: new PrismaPg({ connectionString: postgres }) })
  await loadCatalogue(db)
  // The build's pages may show another catalogue's revisions: these are newer than any.
  await db.product.updateMany({ data: { version: FIRST_REVISION } })
  products.push(...(await db.product.findMany({ take: 5, orderBy: { slug: 'asc' } })))
  const address = new URL(String(shop.stack.env['UPSTASH_REDIS_REST_URL']))
  redis = await startTcpProxy({ host: address.hostname, port: Number(address.port) })
  Object.assign(shop.stack.env, { UPSTASH_REDIS_REST_URL: `http://127.0.0.1:${redis.port}` })
  await Promise.all(shop.urls.map((url) => shop.start(url)))
  const first = await marketer({ app: shop.url, oidc })
  for (const url of shop.urls) studios.set(url, first.at(url))
}, 180_000)
afterAll(async () => {
  await db?.$disconnect()
  await shop?.close()
  await redis?.close()
}, 60_000)

/** Publishes a product's new tagline through one server. @returns whether that server said "live" */
async function publish(url: string, id: string, tagline: string): Promise<boolean> {
  const studio = studios.get(url)
  if (!studio) throw new Error(`nobody is signed in at ${url}`)
  const path = `/api/studio/pages/product/${id}`
  const page = await studio.page(id)
  const content = { ...ProductDraft.parse(page.draft?.content ?? page.published), tagline }
  const draft = { version: page.draft?.version ?? 0, revision: page.revision, content }
  const saved = await studio.ask(SavedDraft, 'PUT', `${path}/draft`, draft)
  const version = saved.draft?.version ?? 0
  return (await studio.ask(Published, 'POST', `${path}/publish`, { version })).liveAfterMs !== null
}

const read = async (url: string, slug: string) => {
  const answer = await fetch(`${url}/p/${slug}`)
  return { status: answer.status, edition: Number(/Edition (\d+)\./.exec(await answer.text())?.[1] ?? 0) }
}

async function untilAllShow(slug: string, edition: number, withinMs: number): Promise<void> {
  const since = performance.now()
  for (const url of shop.urls) {
    while ((await read(url, slug)).edition < edition) {
      expect(performance.now() - since, `${url}/p/${slug}`).toBeLessThan(withinMs)
      await pause(20)
    }
  }
}

/** Reads all products from all servers in turn until `stop`. `live`: slug → the edition that nobody may be behind any more. */
function startReaders(live: ReadonlyMap<string, number>) {
  const found = { readings: 0, older: 0, failed: 0 }
  let isOver = false
  const under = new Set<Promise<void>>()
  const running = (async () => {
    const startedAt = performance.now()
    for (let turn = 0; !isOver; turn++) {
      const url = shop.urls[turn % shop.urls.length] ?? shop.url
      const { slug } = products[Math.floor(turn / shop.urls.length) % products.length] ?? { slug: '' }
      const atLeast = live.get(slug) ?? 0
      const reading = read(url, slug)
        .then(({ status, edition }) => {
          found.readings += 1
          if (status !== 200) found.failed += 1
          else if (edition < atLeast) found.older += 1
        })
        .catch(() => void (found.failed += 1))
        .finally(() => under.delete(reading))
      under.add(reading)
      await pause(Math.max(0, startedAt + ((turn + 1) * 1_000) / REQUESTS_A_SECOND - performance.now()))
    }
    await Promise.all(under)
  })()
  return async () => {
    isOver = true
    await running
    return found
  }
}

let edition = 0

test(
  'under load, what one server publishes all servers show within 2 s, and none shows an older page after "live"',
  {
    timeout: 300_000,
  },
  async () => {
    const publishes = figure(50, 5)
    const live = new Map<string, number>()
    const stop = startReaders(live)
    const took: number[] = []
    for (let turn = 0; turn < publishes; turn++) {
      const { id, slug } = products[turn % products.length] ?? { id: '', slug: '' }
      const url = shop.urls[turn % shop.urls.length] ?? shop.url
      edition += 1
      const since = performance.now()
      if (await publish(url, id, `Edition ${edition}.`)) live.set(slug, edition)
      await untilAllShow(slug, edition, RIGHT_AGAIN_WITHIN_MS)
      took.push(performance.now() - since)
    }
    const found = await stop()
    took.sort((a, b) => a - b)
    const p95 = took[Math.floor(publishes * 0.95)] ?? took.at(-1) ?? Infinity
    report(
      'servers',
      `${publishes} publishes on three servers, ${found.readings} readings, ${REQUESTS_A_SECOND} a second`,
      0,
      `seen by all: p50 ${Math.round(took[Math.floor(publishes / 2)] ?? 0)} ms, p95 ${Math.round(p95)} ms`,
    )
    expect(found).toMatchObject({ older: 0, failed: 0 })
    expect(live.size).toBe(products.length)
    // On a machine that does other things beside, only the order of events is sure.
    expect(p95).toBeLessThan(figure(SEEN_WITHIN_MS, RIGHT_AGAIN_WITHIN_MS))
  },
)

test(
  'a server that was killed shows what was published while it was away',
  { timeout: 120_000 },
  async () => {
    const [first = '', second = ''] = shop.urls
    const { id, slug } = products[0] ?? { id: '', slug: '' }
    await shop.kill(second)
    edition += 1
    await publish(first, id, `Edition ${edition}.`)
    await shop.start(second)
    expect(await read(second, slug)).toEqual({ status: 200, edition })
  },
)

test(
  'Redis is away, or comes back empty: pages still come, and are right again within 10 s',
  { timeout: 180_000 },
  async () => {
    const [first = ''] = shop.urls
    for (const [index, fail] of [() => redis.refuse(true), () => redis.pause(true)].entries()) {
      const { id, slug } = products[index] ?? { id: '', slug: '' }
      fail()
      redis.cut()
      edition += 1
      const publishing = publish(first, id, `Edition ${edition}.`)
      for (const url of shop.urls) expect((await read(url, slug)).status).toBe(200)
      redis.heal()
      await untilAllShow(slug, edition, RIGHT_AGAIN_WITHIN_MS)
      await publishing
    }
    const { id, slug } = products[2] ?? { id: '', slug: '' }
    await emptyRedis()
    edition += 1
    await publish(first, id, `Edition ${edition}.`)
    await untilAllShow(slug, edition, RIGHT_AGAIN_WITHIN_MS)
  },
)

async function emptyRedis(): Promise<void> {
  const { UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN } = shop.stack.env
  const answer = await fetch(String(UPSTASH_REDIS_REST_URL), {
    method: 'POST',
    headers: { authorization: `Bearer ${UPSTASH_REDIS_REST_TOKEN}` },
    body: JSON.stringify(['FLUSHALL']),
  })
  expect(answer.ok).toBe(true)
}
