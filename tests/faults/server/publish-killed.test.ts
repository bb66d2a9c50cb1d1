import { setTimeout as pause } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProductDraft, Published, SavedDraft } from '@/lib/publishing/schema'
import { PrismaClient } from '@/prisma/generated/shop/client'
import { loadCatalogue } from '@/prisma/seed/load'
import { createSchedules } from '@/scripts/schedules'
import { marketer, type StudioClient } from '../../support/studio-client'
import { figure } from '../support/figures'
import { report } from '../support/report'
import { BuiltShop } from './built-shop'

/** Published side by side: each kill breaks off all of them, at different steps. */
const SIDE_BY_SIDE = 5
const FRESH_WITHIN_MS = 60_000
/** The build's pages may show another catalogue's revisions: these are newer than any. */
const FIRST_REVISION = 1_000

let shop: BuiltShop
let db: PrismaClient
let studio: StudioClient

beforeAll(async () => {
  shop = await BuiltShop.open('.local-faults-publish')
  const { postgres, oidc, app, qstash } = shop.stack.parts
  db = new PrismaClient({ adapter: new PrismaPg({ connectionString: postgres }) })
  await loadCatalogue(db)
  await db.product.updateMany({ data: { version: FIRST_REVISION } })
  await shop.start()
  await createSchedules({ appUrl: app, qstash })
  studio = await marketer({ app: shop.url, oidc })
}, 180_000)
afterAll(async () => {
  await db.$disconnect()
  await shop.close()
}, 60_000)

const pathOf = (id: string) => `/api/studio/pages/product/${id}`

/** @returns the draft's version */
async function save(id: string, tagline: string): Promise<number> {
  const page = await studio.page(id)
  const content = { ...ProductDraft.parse(page.draft?.content ?? page.published), tagline }
  const draft = { version: page.draft?.version ?? 0, revision: page.revision, content }
  return (await studio.ask(SavedDraft, 'PUT', `${pathOf(id)}/draft`, draft)).draft?.version ?? 0
}

const publish = (id: string, version: number) =>
  studio.ask(Published, 'POST', `${pathOf(id)}/publish`, { version })

const isShown = async (slug: string, tagline: string) =>
  (await (await fetch(`${shop.url}/p/${slug}`)).text()).includes(tagline)

/** As a marketer does whose browser lost the answer: looks, and presses again unless it is published. */
async function publishStubbornly(id: string, tagline: string): Promise<'broken off' | 'again'> {
  const { published } = await studio.page(id)
  if (ProductDraft.parse(published).tagline === tagline) return 'broken off'
  await publish(id, await save(id, tagline))
  return 'again'
}

test(
  'hazard 34: the server is killed while it publishes: what was saved is what everyone sees within a minute',
  { timeout: 1_200_000 },
  async () => {
    const kills = figure(10, 1)
    const products = await db.product.findMany({ take: SIDE_BY_SIDE, orderBy: { slug: 'asc' } })
    const found = { 'broken off': 0, again: 0 }
    let slowest = 0
    for (let kill = 1; kill <= kills; kill++) {
      const tagline = `Said for the ${kill}. time`
      const drafts = await Promise.all(products.map(({ id }) => save(id, tagline)))
      const broken = products.map(({ id }, index) => publish(id, drafts[index] ?? 0).catch(() => undefined))
      await pause(Math.random() * 2_000)
      await shop.kill()
      await Promise.all(broken)
      await shop.start()
      const since = performance.now()
      for (const { id } of products) found[await publishStubbornly(id, tagline)] += 1
      for (const { slug } of products) {
        while (!(await isShown(slug, tagline))) {
          expect(performance.now() - since, slug).toBeLessThan(FRESH_WITHIN_MS)
          await pause(250)
        }
      }
      slowest = Math.max(slowest, performance.now() - since)
    }
    const publishes = kills * SIDE_BY_SIDE
    expect(found['broken off'] + found.again).toBe(publishes)
    expect(await db.pageRevision.count({ where: { number: { gt: FIRST_REVISION } } })).toBe(publishes)
    report(
      'hazard 34',
      `${publishes} publishes under ${kills} × kill -9 of the server`,
      publishes,
      `${found['broken off']} had been committed, ${found.again} were pressed again; all shown, the slowest after ${Math.round(slowest / 1000)} s`,
    )
  },
)
