import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { POST as shopEvents } from '@/app/api/shop/events/route'
import { newId } from '@/lib/core/ids'
import { relayShopOutbox } from '@/lib/events/shop'
import { fulfillmentDb } from '@/lib/infra/db/fulfillment'
import { shopDb } from '@/lib/infra/db/shop'
import { freePort } from '@/local/free-port'
import { startLocalQStash } from '@/local/qstash'
import { startLocalStripe } from '@/local/stripe'
import { atOnce, outcomeOf, press, shopperAtCheckout } from '../support/buyer'
import { givenStock, seedCatalog } from '../support/fixtures'
import { serveHandlers } from '../support/http-app'
import { paidOrder } from '../support/paid-order'
import { figure, isFull } from './support/figures'
import { startKillable } from './support/killable'
import { report } from './support/report'
import { expectInvariants } from './support/shop'

const app = await serveHandlers()
const port = String(await freePort(3400))
const [bus, stripe] = await Promise.all([startLocalQStash({ retryDelayMs: () => 20 }), startLocalStripe()])
Object.assign(process.env, {
  APP_URL: app.url,
  FULFILLMENT_URL: `http://127.0.0.1:${port}`,
  STRIPE_API_URL: stripe.url,
  QSTASH_URL: bus.url,
  QSTASH_TOKEN: bus.token,
  QSTASH_CURRENT_SIGNING_KEY: bus.currentSigningKey,
  QSTASH_NEXT_SIGNING_KEY: bus.nextSigningKey,
})
const SKU = 'RDG-SND'

beforeAll(async () => {
  app.handlers.set('POST /api/shop/events', shopEvents)
  await seedCatalog()
  await givenStock(SKU, 2_000)
})
afterAll(async () => {
  await bus.close()
  await Promise.all([app.close(), stripe.close()])
})

const setFaults = (faults: object) =>
  fetch(`${bus.url}/_local/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  })
const unacknowledged = () => shopDb().outboxEvent.count({ where: { acknowledgedAt: null } })
/** As if five minutes had gone by without an acknowledgement. */
const letTimePass = () => shopDb().$executeRaw`
  UPDATE "OutboxEvent" SET "publishedAt" = "publishedAt" - interval '6 minutes' WHERE "acknowledgedAt" IS NULL`
const settled = (within: number) =>
  vi
    .waitUntil(async () => (await unacknowledged()) === 0, { timeout: within, interval: 50 })
    .catch(() => false)

async function buy(count: number): Promise<void> {
  await atOnce(6, count, async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    expect(outcomeOf(await press(shopper.customerId, request))).toBe('paid')
  })
}

/** Long enough for what a hundred deaths have left in the bus: publishing it again meanwhile only adds to it. */
const ROUND_MS = 8_000

/** Publishes and waits, again and again, until everything is acknowledged. @returns the rounds it took */
async function relayUntilSettled(most = 30): Promise<number> {
  for (let round = 1; round <= most; round++) {
    await letTimePass()
    await relayShopOutbox()
    if (await settled(ROUND_MS)) return round
  }
  throw new Error(`${await unacknowledged()} events are not acknowledged after ${most} rounds`)
}

test(
  'F4, hazards 14, 16, 17: each message five times, shuffled, a fifth dropped, the bus wiped, both ends killed: one shipment each',
  async () => {
    const count = figure(200, 15)
    const kills = figure(100, 3)
    await buy(count)
    await setFaults({ drop: 0.2, duplicate: 4, shuffleMs: 300 })

    // Hazard 14: the relay dies before, during or after it publishes.
    for (let kill = 0; kill < kills; kill++) {
      const relay = await startKillable('relay')
      await sleep(Math.random() * 120)
      await relay.kill()
      await letTimePass()
    }
    await fetch(`${bus.url}/_local/wipe`, { method: 'POST' })
    // Hazard 16: the consumer dies while it takes messages in, which come five times each.
    for (let kill = 0; kill < kills; kill++) {
      const consumer = await startKillable('consumer', port)
      // Some stay to be taken in after the next death.
      await shopDb().$executeRaw`
        UPDATE "OutboxEvent" SET "acknowledgedAt" = NULL, "publishedAt" = NULL
        WHERE id IN (SELECT id FROM "OutboxEvent" ORDER BY random() LIMIT 20)`
      await relayShopOutbox()
      await sleep(Math.random() * 400)
      await consumer.kill()
    }
    const consumer = await startKillable('consumer', port)
    const rounds = await relayUntilSettled()
    await consumer.kill()

    expect(await fulfillmentDb().shipment.count()).toBe(count)
    const lines = await fulfillmentDb().shipmentLine.aggregate({ _sum: { quantity: true } })
    expect(lines._sum.quantity).toBe(count)
    await expectInvariants()
    report(
      'F4',
      `${count} orders, each message 5 times, shuffled, 20 % dropped, the bus wiped once, relay and consumer killed ${kills} times each`,
      count * 5 + kills * 2,
      `${count} shipments after ${rounds} more rounds of the relay`,
    )
  },
  isFull ? 1_800_000 : 120_000,
)

test('hazard 15: one message in twenty is poison: it is parked, all others are shipped', async () => {
  await fetch(`${bus.url}/_local/faults`, { method: 'DELETE' })
  const consumer = await startKillable('consumer', port)
  const before = await fulfillmentDb().shipment.count()
  const count = figure(200, 20)
  const poison = count / 20
  for (let event = 0; event < count; event++) {
    const payload = JSON.stringify(event % 20 === 7 ? { type: 'order.paid.v9' } : paidOrder())
    await shopDb().$executeRaw`
      INSERT INTO "OutboxEvent" ("customerId", id, type, payload)
      VALUES (${newId()}::uuid, ${newId()}::uuid, 'order.paid.v1', ${payload}::jsonb)`
  }
  await relayShopOutbox()
  const letters = { where: { body: { contains: 'order.paid.v9' } } }
  await vi.waitUntil(async () => (await fulfillmentDb().deadLetter.count(letters)) === poison, {
    timeout: 30_000,
  })
  await vi.waitUntil(async () => (await unacknowledged()) === poison, { timeout: 30_000 })
  // Five minutes later the shop tries again: still one letter, one alarm for each.
  await letTimePass()
  await relayShopOutbox()
  await vi.waitUntil(
    async () =>
      (await fulfillmentDb().deadLetter.count({ where: { ...letters.where, failures: 2 } })) === poison,
    { timeout: 30_000 },
  )
  await consumer.kill()
  expect(await fulfillmentDb().shipment.count()).toBe(before + count - poison)
  expect(await fulfillmentDb().deadLetter.count({ where: { ...letters.where, alertedAt: null } })).toBe(0)
  report('hazard 15', `${count} messages`, poison, `${poison} parked, ${count - poison} shipped`)
})
