import { PrismaPg } from '@prisma/adapter-pg'
import fc from 'fast-check'
import pMap from 'p-map'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PrismaClient } from '@/prisma/generated/shop/client'
import { loadCatalogue } from '@/prisma/seed/load'
import { askServer, keptAlive } from '../../odd-input/ask-server'
import { serverSamples } from '../../odd-input/page-samples'
import { oddRequest, rightRequest } from '../../odd-input/requests'
import { newSession, sessionCookie } from '../../support/session'
import { figure, isFull } from '../support/figures'
import { report } from '../support/report'
import { BuiltShop } from './built-shop'

/** Requests for each page and handler; sent in rounds, so that all of them are asked all the time. */
const REQUESTS = figure(10_000, 15)
const PER_ROUND = figure(100, 15)
/** Of the server's resident memory, from the half of the requests to their end. */
const MOST_GROWTH_MB = 150

let shop: BuiltShop
let productId = ''
beforeAll(async () => {
  shop = await BuiltShop.open('.local-faults-odd')
  const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: shop.stack.parts.postgres }) })
  await loadCatalogue(db)
  productId = (await db.product.findFirstOrThrow()).id
  await db.$disconnect()
  await shop.start()
}, 180_000)
afterAll(async () => {
  keptAlive.destroy()
  await shop.close()
}, 60_000)

test(
  'F8: whatever a page or a handler of the server is sent, it answers, and its memory stays flat',
  { timeout: figure(3 * 3_600_000, 120_000) },
  async () => {
    const roles = ['shopper', 'marketer', 'warehouse', 'admin'] as const
    const session = newSession({ accountId: crypto.randomUUID(), roles: [...roles] })
    const cookie = await sessionCookie({ ...session }, shop.stack.env['NEXTAUTH_SECRET'])
    const things = { orderNumber: 'F51-AAAA-BBBB-CCCC', productId, guestLink: 'A'.repeat(94) }
    const samples = Object.entries(serverSamples(things, { cookie }))
    for (const [name, sample] of samples)
      expect(await askServer(shop.url, sample, rightRequest(sample)), name).toBeLessThan(500)

    const seed = isFull ? Date.now() % 1_000_000 : 51
    const failures: string[] = []
    let sent = 0
    let atHalf = 0
    for (let round = 0; round * PER_ROUND < REQUESTS; round++) {
      if (atHalf === 0 && round * PER_ROUND * 2 >= REQUESTS) atHalf = shop.memory()
      const asked = samples.flatMap(([name, sample]) =>
        fc
          .sample(oddRequest(sample), { numRuns: PER_ROUND, seed: seed + round })
          .map((odd) => ({ name, sample, odd })),
      )
      await pMap(
        asked,
        async ({ name, sample, odd }) => {
          const status = await askServer(shop.url, sample, odd).catch(String)
          sent += 1
          if (typeof status === 'string' || status >= 500)
            failures.push(`${name}: ${status} to ${JSON.stringify(odd).slice(0, 600)}`)
        },
        { concurrency: 8 },
      )
      expect(failures, `seed ${seed + round}`).toEqual([])
    }
    const growth = shop.memory() - atHalf
    report(
      'F8 pages',
      `${samples.length} pages and handlers`,
      sent,
      `no failure, memory ${growth} MB more than at half`,
    )
    // The short form is over before the server has filled its caches.
    if (isFull) expect(growth).toBeLessThan(MOST_GROWTH_MB)
  },
)
