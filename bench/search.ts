/**
 * `npm run bench -- search [--products 10000] [--rounds 50]`: what search costs beside a bare read by primary key, and
 * what a far page costs beside the first. In the database of DATABASE_URL, or in one of its own that is gone afterwards.
 */
import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { composeEnvironment, newSecrets } from '../local/environment'
import { freePort } from '../local/free-port'
import { startLocalPostgres } from '../local/postgres'
import { migrate } from '../scripts/prisma'
import { command, wholeNumberFrom } from '../scripts/terminal/command'

/** Thrown away before anything is counted: the first runs find cold caches. */
const WARM_UP = 3

export async function run(options: readonly string[]): Promise<void> {
  const flags = command({
    run: 'npm run bench -- search',
    about:
      'What searches cost beside a bare read by primary key. Uses DATABASE_URL, or a database of its own.',
    examples: ['npm run bench -- search --products 100000 --rounds 15'],
  })
    .option('--products <count>', 'in the database of its own', wholeNumberFrom(0, 1_000_000), 10_000)
    .option('--rounds <count>', 'of which the median counts', wholeNumberFrom(1, 10_000), 50)
    .parse([...options], { from: 'user' })
    .opts()
  const given = process.env['DATABASE_URL']
  const own = given ? undefined : await ownDatabase()
  try {
    pointAtDatabase(given ?? own?.url ?? '')
    if (own) await fill(flags.products)
    await measure(flags.rounds)
  } finally {
    await own?.close()
  }
}

async function fill(variations: number): Promise<void> {
  const { shopDb } = await import('../lib/infra/db/shop')
  const { loadCatalogue } = await import('../prisma/seed/load')
  await loadCatalogue(shopDb(), { variations })
  await shopDb().$executeRaw`VACUUM ANALYZE`
}

/** By what a shopper types: words that few products have, that half of them have, and none at all. */
const SEARCHES: [string, Record<string, string>][] = [
  ['relevance, few: arc lamp brass 7', { q: 'arc lamp brass 7' }],
  ['relevance, many: table', { q: 'table' }],
  ['newest, many: table', { q: 'table', sort: 'newest' }],
  ['everything, the shop’s order', {}],
  ['everything in stock under $50', { stock: 'in', price: '-50' }],
  ['one category, by price', { category: 'kitchen', sort: 'price-up' }],
]

async function measure(rounds: number): Promise<void> {
  // Only now does the environment name the database.
  const { shopDb } = await import('../lib/infra/db/shop')
  const { countFacets, searchProducts, suggest } = await import('../lib/search')
  const { readSearch } = await import('../lib/search/rules/search-path')
  const page = async (params: Record<string, string>, number = 1) => {
    const search = readSearch(params)
    for (let at = 1; at < number; at++) {
      const { nextCursor } = await searchProducts(search)
      search.after = nextCursor ?? search.after
    }
    return median(rounds, () => searchProducts(search))
  }
  const facets = (q: string) =>
    median(rounds, () => countFacets({ q, categories: [], price: null, inStock: false }))

  const ids = await shopDb().product.findMany({ select: { id: true }, take: 500 })
  let next = 0
  const bare = await median(rounds, () =>
    shopDb().product.findUnique({ where: { id: ids[next++ % ids.length]?.id ?? '' } }),
  )
  console.log(`${await shopDb().product.count()} products, median of ${rounds}\n`)
  say('a bare read by primary key', bare, bare, 'itself')
  for (const [title, params] of SEARCHES) {
    const first = await page(params)
    say(title, first, bare, 'a bare read')
    say('  its page 50', await page(params, 50), first, 'page 1')
  }
  for (const q of ['lapm', 'xyzzy']) say(`a typo, nonsense: ${q}`, await page({ q }), bare, 'a bare read')
  for (const q of ['', 'table', 'arc lamp brass 7'])
    say(`facets: ${q || 'everything'}`, await facets(q), bare, 'a bare read')
  for (const q of ['l', 'lam', 'arc t', 'kettel']) {
    say(`suggest: ${q}`, await median(rounds, () => suggest(q)), bare, 'a bare read')
  }
  await shopDb().$disconnect()
}

const say = (title: string, ms: number, beside: number, what: string) =>
  console.log(
    `${title.padEnd(40)}${ms.toFixed(1).padStart(8)} ms ${(ms / beside).toFixed(1).padStart(7)} × ${what}`,
  )

async function median(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds + WARM_UP; round++) {
    const startedAt = performance.now()
    await work()
    if (round >= WARM_UP) times.push(performance.now() - startedAt)
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN
}

/** The environment of lib/config; only the database is there. */
function pointAtDatabase(url: string): void {
  const nowhere = 'http://127.0.0.1:9'
  const parts = {
    ...{ app: 'http://localhost:3000', postgres: url, fulfillmentPostgres: url, oidc: nowhere },
    redis: { url: nowhere, token: 'none' },
    stripe: {
      url: nowhere,
      secretKey: 'sk_test_bench',
      publishableKey: 'pk_test_bench',
      stripeJsUrl: nowhere,
    },
    qstash: { url: nowhere, token: 'none' },
  }
  Object.assign(process.env, composeEnvironment(parts, newSecrets()))
}

async function ownDatabase(): Promise<{ url: string; close(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiftyone-bench-'))
  await chmod(folder, 0o755) // Postgres runs as another user when this is root
  const postgres = await startLocalPostgres({
    dataDir: path.join(folder, 'postgres'),
    port: await freePort(),
    databases: ['shop', 'fulfillment'],
  })
  await migrate({ shop: postgres.url('shop'), fulfillment: postgres.url('fulfillment') })
  return {
    url: postgres.url('shop'),
    async close() {
      await postgres.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
