import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { POST as fulfillmentEvents } from '@/app/api/fulfillment/events/route'
import { POST as relayJob } from '@/app/api/jobs/relay-outbox/route'
import { POST as shopEvents } from '@/app/api/shop/events/route'
import { newId } from '@/lib/core/ids'
import { appendEvent, relayShopOutbox } from '@/lib/events/shop'
import { changeShipment, getBoard, relayFulfillmentOutbox, replayDeadLetter } from '@/lib/fulfillment'
import { fulfillmentDb } from '@/lib/infra/db/fulfillment'
import { shopDb } from '@/lib/infra/db/shop'
import { startLocalQStash } from '@/local/qstash'
import { expectConsoleError } from '../support/console'
import { serveHandlers } from '../support/http-app'
import { paidOrder } from '../support/paid-order'

// The warehouse and the shop, each behind its own signed endpoint, with a real bus between them.

const app = await serveHandlers()
const bus = await startLocalQStash({ retryDelayMs: () => 20 })
Object.assign(process.env, {
  APP_URL: app.url,
  QSTASH_URL: bus.url,
  QSTASH_TOKEN: bus.token,
  QSTASH_CURRENT_SIGNING_KEY: bus.currentSigningKey,
  QSTASH_NEXT_SIGNING_KEY: bus.nextSigningKey,
})

beforeAll(() => {
  app.handlers.set('POST /api/fulfillment/events', fulfillmentEvents)
  app.handlers.set('POST /api/shop/events', shopEvents)
})
afterEach(() => fetch(`${bus.url}/_local/faults`, { method: 'DELETE' }))
afterAll(async () => {
  await bus.close()
  await app.close()
})

const WORKER = { id: 'w', name: 'Wanda' }
const busFaults = (faults: object) =>
  fetch(`${bus.url}/_local/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  })

async function appendOrders(count: number): Promise<{ customerId: string; orderId: string }[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const customerId = newId()
      const payload = paidOrder()
      await appendEvent(shopDb(), { id: newId(), customerId, payload })
      return { customerId, orderId: payload.orderId }
    }),
  )
}

const unacknowledged = () => shopDb().outboxEvent.count({ where: { acknowledgedAt: null } })
/** As if five minutes had gone by without an acknowledgement. */
const letTimePass = () =>
  shopDb()
    .$executeRaw`UPDATE "OutboxEvent" SET "publishedAt" = "publishedAt" - interval '6 minutes' WHERE "acknowledgedAt" IS NULL`
const shipmentsOf = (orders: { orderId: string }[]) =>
  fulfillmentDb().shipment.count({ where: { orderId: { in: orders.map(({ orderId }) => orderId) } } })

/** Long enough for all that is under way, on a busy machine too: what is published again meanwhile only adds to it. */
const ROUND_MS = 4_000

async function relayUntilAcknowledged(rounds: number): Promise<number> {
  for (let round = 1; round <= rounds; round++) {
    await relayShopOutbox()
    const settled = await vi
      .waitUntil(async () => (await unacknowledged()) === 0, { timeout: ROUND_MS, interval: 50 })
      .catch(() => false)
    if (settled) return round
    await letTimePass()
  }
  return Infinity
}

test('a paid order becomes a shipment, and its event is acknowledged', async () => {
  const [order] = await appendOrders(1)
  expect(await relayUntilAcknowledged(1)).toBe(1)
  expect((await getBoard()).toPick.at(-1)).toMatchObject({
    status: 'to_pick',
    lines: [{ sku: 'RDG-SND', quantity: 2 }],
  })
  expect(await shipmentsOf([order!])).toBe(1)
})

test(
  'each message five times, shuffled, a fifth dropped, the bus wiped once: one shipment each, none missing',
  { timeout: 90_000 },
  async () => {
    const orders = await appendOrders(60)
    await busFaults({ drop: 0.2, duplicate: 4, shuffleMs: 200 })
    await relayShopOutbox()
    await fetch(`${bus.url}/_local/wipe`, { method: 'POST' })
    await letTimePass()
    expect(await relayUntilAcknowledged(12)).toBeLessThan(Infinity)
    expect(await shipmentsOf(orders)).toBe(60)
    expect(await fulfillmentDb().shipmentLine.count()).toBe(await fulfillmentDb().shipment.count())
  },
)

test('ten relays at once publish each event once', async () => {
  await appendOrders(40)
  const counts = await Promise.all(Array.from({ length: 10 }, () => relayShopOutbox()))
  expect(counts.reduce((sum, { published }) => sum + published, 0)).toBe(40)
  await vi.waitUntil(async () => (await unacknowledged()) === 0, { timeout: 5_000 })
})

test('a bus that is away loses nothing', async () => {
  expectConsoleError(/./)
  const [order] = await appendOrders(1)
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('the bus is away')))
  const counts = await relayShopOutbox()
  vi.unstubAllGlobals()
  expect(counts).toEqual({ published: 0, failed: 1 })
  expect(await relayUntilAcknowledged(1)).toBe(1)
  expect(await shipmentsOf([order!])).toBe(1)
})

describe('the way back', () => {
  test('packed and shipped reach the order once, in whatever order the news comes', async () => {
    const customerId = newId()
    const payload = paidOrder()
    await shopDb().$executeRaw`
      INSERT INTO "Order" ("customerId", id, number, "checkoutKey", "cartId", "cartVersion", status, email, "shippingAddress",
        "shippingMethod", currency, subtotal, shipping, tax, total, "expiresAt", "paidAt")
      VALUES (${customerId}::uuid, ${payload.orderId}::uuid, ${payload.orderNumber}, 'k', ${newId()}::uuid, 1, 'PAID', 'a@b.c', '{}',
        'standard', 'USD', 6400, 0, 0, 6400, now(), now())`
    await appendEvent(shopDb(), { id: newId(), customerId, payload })
    await relayUntilAcknowledged(1)
    const shipment = await fulfillmentDb().shipment.findFirst({ where: { orderId: payload.orderId } })
    const packed = await changeShipment({
      id: shipment!.id,
      change: { action: 'pack', version: shipment!.version },
      by: WORKER,
    })
    const ship = { action: 'ship', version: packed.version, carrier: 'UPS', trackingNumber: '1Z999' } as const
    await changeShipment({ id: packed.id, change: ship, by: WORKER })
    await changeShipment({ id: packed.id, change: ship, by: WORKER }) // the same again changes nothing
    await busFaults({ duplicate: 4, shuffleMs: 200 })
    await relayFulfillmentOutbox()

    const order = () => shopDb().order.findFirstOrThrow({ where: { customerId } })
    await vi.waitUntil(async () => (await order()).shippingStatus === 'SHIPPED', { timeout: 5_000 })
    await vi.waitUntil(
      async () => (await fulfillmentDb().outboxEvent.count({ where: { acknowledgedAt: null } })) === 0,
    )
    expect(await order()).toMatchObject({
      shippingStatus: 'SHIPPED',
      shipmentVersion: 3,
      carrier: 'UPS',
      trackingNumber: '1Z999',
    })
    expect(await shopDb().inboxEvent.count({ where: { customerId } })).toBe(2)
    expect(await fulfillmentDb().outboxEvent.count({ where: { customerId } })).toBe(2)
  })

  test('two workers, one shipment: one wins, the other is told', async () => {
    await appendOrders(1)
    await relayUntilAcknowledged(1)
    const shipment = (await getBoard()).toPick.at(-1)
    const ship = (trackingNumber: string) =>
      changeShipment({
        id: packed.id,
        change: { action: 'ship', version: packed.version, carrier: 'UPS', trackingNumber },
        by: WORKER,
      })
    const packed = await changeShipment({
      id: shipment!.id,
      change: { action: 'pack', version: shipment!.version },
      by: WORKER,
    })
    const results = await Promise.allSettled([ship('AAAA'), ship('BBBB')])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(ship('CCCC')).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('what is not ours to trust', () => {
  const deliver = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${app.url}${path}`, { method: 'POST', body, headers })

  test.each(['/api/fulfillment/events', '/api/shop/events'])(
    '%s refuses unsigned and forged messages, and writes nothing',
    async (path) => {
      const body = JSON.stringify({ id: newId(), customerId: newId(), payload: paidOrder() })
      const before = await fulfillmentDb().inboxEvent.count()
      const forged = `${btoa('{"alg":"none"}')}.${btoa('{}')}.`
      for (const headers of [{}, { 'upstash-signature': 'x' }, { 'upstash-signature': forged }]) {
        expect((await deliver(path, body, headers)).status).toBe(401)
      }
      expect(await fulfillmentDb().inboxEvent.count()).toBe(before)
    },
  )

  test('a job wants the bus or the secret', async () => {
    const job = (headers: Record<string, string>) =>
      relayJob(new Request(`${app.url}/api/jobs/relay-outbox`, { method: 'POST', headers }))
    expect((await job({})).status).toBe(401)
    expect((await job({ authorization: 'Bearer wrong' })).status).toBe(401)
    expect((await job({ authorization: `Bearer ${process.env['CRON_SECRET']}` })).status).toBe(200)
  })

  test('poison is parked after three attempts with an alarm, the next goes on, and a replay takes it in once', async () => {
    expectConsoleError(/alert.dead_letter/)
    const customerId = newId()
    const payload = paidOrder()
    await shopDb().$executeRaw`
      INSERT INTO "OutboxEvent" ("customerId", id, type, payload)
      VALUES (${customerId}::uuid, ${newId()}::uuid, 'order.paid.v1', '{"type":"order.paid.v9"}'::jsonb)`
    const [next] = await appendOrders(1)
    await relayShopOutbox()
    await vi.waitUntil(async () => (await fulfillmentDb().deadLetter.count()) === 1, { timeout: 5_000 })
    await vi.waitUntil(async () => (await shipmentsOf([next!])) === 1, { timeout: 5_000 })

    const [letter] = (await getBoard()).deadLetters
    await expect(replayDeadLetter({ id: letter!.id, by: WORKER })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    // A release later the message is understood.
    await fulfillmentDb().deadLetter.update({
      where: { id: letter!.id },
      data: { body: JSON.stringify({ id: newId(), customerId, payload }) },
    })
    await Promise.all([
      replayDeadLetter({ id: letter!.id, by: WORKER }),
      replayDeadLetter({ id: letter!.id, by: WORKER }),
    ])
    expect(await shipmentsOf([payload])).toBe(1)
    expect((await getBoard()).deadLetters).toEqual([])
  })
})
