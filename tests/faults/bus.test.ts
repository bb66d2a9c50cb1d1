import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { POST as fulfillmentEvents } from '@/app/api/fulfillment/events/route'
import { POST as shopEvents } from '@/app/api/shop/events/route'
import { relayShopOutbox } from '@/lib/events'
import { fulfillmentDb } from '@/lib/infra/db/fulfillment'
import { shopDb } from '@/lib/infra/db/shop'
import { startLocalQStash } from '@/local/qstash'
import { startLocalStripe } from '@/local/stripe'
import { atOnce, outcomeOf, press, shopperAtCheckout } from '../support/buyer'
import { givenStock, seedCatalog } from '../support/fixtures'
import { serveHandlers } from '../support/http-app'
import { figure } from './support/figures'
import { report } from './support/report'
import { expectInvariants } from './support/shop'

const app = await serveHandlers()
const [bus, stripe] = await Promise.all([startLocalQStash({ retryDelayMs: () => 20 }), startLocalStripe()])
Object.assign(process.env, {
  APP_URL: app.url,
  STRIPE_API_URL: stripe.url,
  QSTASH_URL: bus.url,
  QSTASH_TOKEN: bus.token,
  QSTASH_CURRENT_SIGNING_KEY: bus.currentSigningKey,
  QSTASH_NEXT_SIGNING_KEY: bus.nextSigningKey,
})
const SKU = 'RDG-SND'

beforeAll(async () => {
  app.handlers.set('POST /api/fulfillment/events', fulfillmentEvents)
  app.handlers.set('POST /api/shop/events', shopEvents)
  await seedCatalog()
  await givenStock(SKU, 2_000)
})
afterAll(async () => {
  await bus.close()
  await Promise.all([app.close(), stripe.close()])
})

const unacknowledged = () => shopDb().outboxEvent.count({ where: { acknowledgedAt: null } })

test('F4: real orders, each message five times, shuffled, a fifth dropped, the bus wiped once: one shipment each', async () => {
  const count = figure(200, 15)
  await atOnce(6, count, async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    expect(outcomeOf(await press(shopper.customerId, request))).toBe('paid')
  })
  await fetch(`${bus.url}/_local/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ drop: 0.2, duplicate: 4, shuffleMs: 300 }),
  })
  await relayShopOutbox()
  await fetch(`${bus.url}/_local/wipe`, { method: 'POST' })
  let rounds = 0
  while ((await unacknowledged()) > 0 && rounds < 20) {
    rounds += 1
    // As if five minutes had gone by without an acknowledgement.
    await shopDb()
      .$executeRaw`UPDATE "OutboxEvent" SET "publishedAt" = "publishedAt" - interval '6 minutes' WHERE "acknowledgedAt" IS NULL`
    await relayShopOutbox()
    await vi
      .waitUntil(async () => (await unacknowledged()) === 0, { timeout: 2_000, interval: 50 })
      .catch(() => false)
  }
  expect(await unacknowledged()).toBe(0)
  expect(await fulfillmentDb().shipment.count()).toBe(count)
  await expectInvariants()
  report(
    'F4',
    `${count} orders, each message 5 times, shuffled, 20 % dropped, the bus wiped once`,
    count * 5,
    `${count} shipments after ${rounds} more rounds of the relay`,
  )
})
