/**
 * `npm run bench -- availability [--data .local --seconds 3 --rounds 9]`: what the live count and an add to the cart cost
 * beside a route handler that does nothing, how many Redis commands a count takes, and how old a count is on another
 * shopper's screen. Against the running shop, which needs RATE_LIMIT_FACTOR=100000; ends with 1 when a bar is missed.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { pollDelay } from '../components/catalog/poll-delay'
import { command, numberFrom, wholeNumberFrom } from '../scripts/terminal/command'
import { findNginx } from '../local/nginx'
import { startHttpCache } from '../tests/support/http-cache'
import { startEmptyApp } from './support/empty-app'
import { type Answer, ask, type Ask, type Load, load, median, quantile } from './support/load'
import { scriptsRun } from './support/redis-commands'

const ROOT = path.resolve(import.meta.dirname, '..')
/** At once: a crowd looks, fewer put into carts. */
const VIEWERS = 64
const BUYERS = 16
/** Two variants of one product, as its page asks for them. */
const SKUS = ['ARC-BLK', 'ARC-BRS'] as const
const UNITS = 500_000
const TRIALS = 50
const EVERY_MS = 2_000
const BARS = { availability: 0.6, add: 0.3, commands: 1, stalenessMs: 3_000 }

const Stack = z.object({ app: z.url(), redis: z.object({ url: z.url(), token: z.string() }) })
type Stack = z.infer<typeof Stack>

export async function run(options: readonly string[]): Promise<void> {
  const flags = command({
    run: 'npm run bench -- availability',
    about:
      'What the live count and an add to the cart cost beside an empty handler, and how old a count is on a screen.',
    examples: ['npm run bench -- availability --seconds 5 --rounds 3'],
  })
    .option('--data <folder>', 'of the shop, which runs with RATE_LIMIT_FACTOR=100000', '.local')
    .option('--seconds <count>', 'of load in a round', numberFrom(0.1, 600), 3)
    .option('--rounds <count>', 'of which the median counts', wholeNumberFrom(1, 1_000), 9)
    .parse([...options], { from: 'user' })
    .opts()
  const stack = Stack.parse(JSON.parse(await readFile(path.join(flags.data, 'stack.json'), 'utf8')))
  process.loadEnvFile(path.join(flags.data, 'shop.env'))
  const { adjustStock, listHolds, releaseHolds } = await import('../lib/inventory')
  const { listenToStock } = await import('../lib/revalidation')
  listenToStock()
  const stock = (delta: number) =>
    Promise.all(SKUS.map((sku) => adjustStock({ sku, delta, reason: 'benchmark', actor: 'bench' })))

  const dropHolds = async () => {
    for await (const held of listHolds())
      await releaseHolds(held.filter(({ sku }) => SKUS.some((one) => one === sku)))
  }

  // What a run that was broken off put into carts would run out during this one, and be taken for news.
  await dropHolds()
  await stock(UNITS)
  const empty = await startEmptyApp(ROOT)
  try {
    const good = [
      await rates(stack, empty.url, { seconds: flags.seconds, rounds: flags.rounds }),
      await commands(stack),
      await staleness(stack),
    ]
    if (!good.every(Boolean)) process.exitCode = 1
  } finally {
    await empty.close()
    await dropHolds()
    await stock(-UNITS)
  }
  process.exit()
}

const countUrl = (app: string) => `${app}/api/availability?${SKUS.map((sku) => `sku=${sku}`).join('&')}`

/** The three in turns, round after round, so that a busy moment of the machine hits all of them. */
async function rates(
  { app }: Stack,
  emptyUrl: string,
  { seconds, rounds }: { seconds: number; rounds: number },
): Promise<boolean> {
  const json = { 'content-type': 'application/json', origin: new URL(app).origin }
  const things: Record<string, (client: number, last: Answer | undefined) => Ask> = {
    'empty GET': () => ({ url: emptyUrl }),
    availability: () => ({ url: countUrl(app) }),
    'empty POST': () => ({ url: emptyUrl, method: 'POST', headers: json, body: '{"sku":"ARC-BLK"}' }),
    'add to cart': adds(app, json, SKUS[0]),
  }
  const width = (name: string) => (name === 'empty GET' || name === 'availability' ? VIEWERS : BUYERS)
  const found = new Map<string, Load[]>(Object.keys(things).map((name) => [name, []]))
  for (const [name, next] of Object.entries(things)) await load({ width: width(name), seconds: 1, next })
  for (let round = 0; round < rounds; round++) {
    for (const [name, next] of Object.entries(things)) {
      found.get(name)?.push(await load({ width: width(name), seconds, next }))
    }
  }
  const rates = (name: string) => (found.get(name) ?? []).map((one) => one.rate)
  const rate = (name: string) => median(rates(name))
  /** The rate of each round by itself, so that what else the machine did distorts both variants least. */
  const ratio = (name: string, empty: string) =>
    median(rates(name).map((one, round) => one / (rates(empty)[round] ?? NaN)))
  for (const [name, loads] of found) {
    const [p99, failures] = [
      median(loads.map((one) => one.p99)),
      loads.reduce((n, one) => n + one.failures, 0),
    ]
    console.log(
      `${name.padEnd(14)} ${rate(name).toFixed(0).padStart(6)} a second   p99 ${p99.toFixed(1).padStart(6)} ms   ${failures} failures`,
    )
  }
  return [
    verdict('availability / empty handler', ratio('availability', 'empty GET'), BARS.availability, 'least'),
    verdict('add to cart / empty handler', ratio('add to cart', 'empty POST'), BARS.add, 'least'),
    verdict(
      'failures',
      [...found.values()].flat().reduce((n, one) => n + one.failures, 0),
      0,
      'most',
    ),
  ].every(Boolean)
}

/** Each client is a shopper who adds ten, one at a time, and is then followed by a new one. */
function adds(app: string, json: Record<string, string>, sku: string) {
  const shoppers = new Map<number, { cookie: string; adds: number }>()
  return (client: number, last: Answer | undefined): Ask => {
    const known = shoppers.get(client)
    const cookies = [last?.headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';', 1)[0])
    const shopper = known && known.adds < 10 ? known : { cookie: '', adds: 0 }
    if (shopper === known && cookies.length > 0) shopper.cookie = cookies.join('; ')
    shopper.adds += 1
    shoppers.set(client, shopper)
    return {
      url: `${app}/api/cart/lines`,
      method: 'POST',
      headers: { ...json, ...(shopper.cookie ? { cookie: shopper.cookie } : {}) },
      body: JSON.stringify({ sku, quantity: 1 }),
    }
  }
}

/** The least of three tries: the shop's own jobs run now and then, and use Redis too. */
async function commands({ app, redis }: Stack): Promise<boolean> {
  const asked = 200
  const tries: number[] = []
  for (let turn = 0; turn < 3; turn++) {
    const before = await scriptsRun(redis)
    for (let i = 0; i < asked; i++) await ask({ url: `${app}/api/availability?sku=${SKUS[0]}` })
    const after = await scriptsRun(redis)
    if (before === undefined || after === undefined) {
      console.log('Redis commands a request: not counted, Redis runs in memory')
      return true
    }
    tries.push((after - before) / asked)
  }
  return verdict('Redis commands a request (one SKU)', Math.min(...tries), BARS.commands, 'most')
}

/** From one shopper's add to the count on another's page that polls as pages do, through a shared cache where there is one. */
async function staleness({ app }: Stack): Promise<boolean> {
  const nginx = findNginx()
  const cache = nginx ? await startHttpCache(nginx, new URL(app).host) : undefined
  const url = countUrl(cache?.url ?? app)
  // The other variant: the holds of this load expire while it runs.
  const json = { 'content-type': 'application/json', origin: new URL(app).origin }
  const next = adds(app, json, SKUS[1])
  const delays: number[] = []
  let last: Answer | undefined
  for (let trial = 0; trial < TRIALS; trial++) {
    const before = await inCarts(url)
    const seen = watcher(url, before)
    await sleep(Math.random() * EVERY_MS)
    last = await ask(next(0, last))
    const addedAt = performance.now()
    delays.push((await seen) - addedAt)
  }
  await cache?.close()
  const through = cache ? 'through nginx' : 'without a cache: no nginx here'
  const [p50, p95] = [quantile(delays, 0.5), quantile(delays, 0.95)]
  console.log(`staleness p50 ${p50.toFixed(0)} ms over ${TRIALS} trials, ${through}`)
  return verdict('staleness p95, ms', p95, BARS.stalenessMs, 'most')
}

/** @returns when the page first shows more in carts than `before`; performance.now() */
async function watcher(url: string, before: number): Promise<number> {
  for (;;) {
    await sleep(pollDelay({ everyMs: EVERY_MS, failures: 0 }))
    if ((await inCarts(url)) > before) return performance.now()
  }
}

const Counts = z.object({ items: z.array(z.object({ sku: z.string(), inCarts: z.int() })) })

async function inCarts(url: string): Promise<number> {
  const { items } = Counts.parse(await (await fetch(url)).json())
  return items.find(({ sku }) => sku === SKUS[1])?.inCarts ?? NaN
}

function verdict(what: string, value: number, bar: number, kind: 'least' | 'most'): boolean {
  const good = kind === 'least' ? value >= bar : value <= bar
  console.log(`${good ? '✓' : '✗'} ${what}: ${value.toFixed(2)} (bar: at ${kind} ${bar})`)
  return good
}
