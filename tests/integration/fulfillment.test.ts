import { createServer } from 'node:http'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { POST as fulfillmentEvents } from '@/app/api/fulfillment/events/route'
import { POST as shopEvents } from '@/app/api/shop/events/route'
import { refundUnshipped } from '@/lib/checkout'
import { newId } from '@/lib/core/ids'
import { relayShopOutbox } from '@/lib/events/shop'
import { ToFulfillment, type OrderCanceledV1, OrderPaidV1 } from '@/lib/events/contract'
import {
  changeShipment,
  getBoard,
  getShipment,
  getShipmentLog,
  raiseAlarms,
  relayFulfillmentOutbox,
  replayDeadLetter,
  setShelf,
  handleEvent,
} from '@/lib/fulfillment'
import { ShipmentChange } from '@/lib/fulfillment/schema'
import { fulfillmentDb } from '@/lib/infra/db/fulfillment'
import { shopDb } from '@/lib/infra/db/shop'
import { cancelOrder, getOrder, handleEvent as shopHandlesEvent } from '@/lib/orders'
import { startLocalQStash } from '@/local/qstash'
import { startLocalStripe } from '@/local/stripe'
import { checkInvariants } from '@/scripts/invariants'
import { atOnce } from '../support/at-once'
import { outcomeOf, press, shopperAtCheckout } from '../support/buyer'
import { expectConsoleError } from '../support/console'
import { givenStock, seedCatalog } from '../support/fixtures'
import { serveHandlers } from '../support/http-app'
import { paidOrder } from '../support/paid-order'

const [app, hook] = await Promise.all([serveHandlers(), serveAlarms()])
const [bus, stripe] = await Promise.all([startLocalQStash({ retryDelayMs: () => 10 }), startLocalStripe()])
Object.assign(process.env, {
  APP_URL: app.url,
  STRIPE_API_URL: stripe.url,
  QSTASH_URL: bus.url,
  QSTASH_TOKEN: bus.token,
  QSTASH_CURRENT_SIGNING_KEY: bus.currentSigningKey,
  QSTASH_NEXT_SIGNING_KEY: bus.nextSigningKey,
  ALERT_WEBHOOK_URL: hook.url,
})
const WANDA = { id: 'wanda', name: 'Wanda' }
const SKU = 'RDG-SND'

beforeAll(async () => {
  app.handlers.set('POST /api/fulfillment/events', fulfillmentEvents)
  app.handlers.set('POST /api/shop/events', shopEvents)
  await seedCatalog()
  await givenStock(SKU, 200)
})
afterAll(async () => {
  await bus.close()
  await Promise.all([app.close(), stripe.close(), hook.close()])
})

/** Takes alarms in, and keeps them. */
async function serveAlarms() {
  const alarms: { messageId: string; text: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
    request.on('end', () => {
      alarms.push(JSON.parse(body) as { messageId: string; text: string })
      response.end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  return { url: `http://127.0.0.1:${address.port}`, alarms, close: async () => void server.close() }
}

const orderOf = (
  lines = [
    { sku: 'A', quantity: 2 },
    { sku: 'B', quantity: 1 },
  ],
) =>
  paidOrder({
    lines: lines.map((line) => ({ ...line, name: `Thing ${line.sku}`, options: {}, unitPrice: 100 })),
  })
const canceled = ({ orderId, orderNumber }: OrderPaidV1): OrderCanceledV1 => ({
  type: 'order.canceled.v1',
  orderId,
  orderNumber,
  reason: 'shopper',
  canceledAt: new Date().toISOString(),
})
const receive = (customerId: string, payload: OrderPaidV1 | OrderCanceledV1, id = newId()) =>
  handleEvent({ id, customerId, payload })

async function newShipment(order = orderOf()) {
  const customerId = newId()
  await receive(customerId, order)
  const row = await fulfillmentDb().shipment.findFirstOrThrow({ where: { customerId } })
  return { customerId, order, shipment: await getShipment(row.id) }
}
const change = (id: string, wish: ShipmentChange) => changeShipment({ id, change: wish, by: WANDA })
const pack = (id: string, version = 1) => change(id, { action: 'pack', version })
const ship = (
  id: string,
  version: number,
  trackingNumber: string,
  lines?: { sku: string; quantity: number }[],
) => change(id, { action: 'ship', version, carrier: 'UPS', trackingNumber, ...(lines && { lines }) })
const saidToShop = async (customerId: string) =>
  (await fulfillmentDb().outboxEvent.findMany({ where: { customerId }, orderBy: { createdAt: 'asc' } })).map(
    ({ payload }) => payload as { status: string; parcels?: object[] },
  )

describe('a parcel at a time', () => {
  test('what is left stays open, every unit leaves once, and the shop hears of each parcel', async () => {
    const { customerId, shipment } = await newShipment()
    await pack(shipment.id)
    const part = await ship(shipment.id, 2, 'T-1111', [{ sku: 'A', quantity: 1 }])
    expect(part).toMatchObject({ status: 'partly_shipped', lines: [{ shipped: 1 }, { shipped: 0 }] })
    expect((await getBoard()).attention.map(({ id }) => id)).toContain(shipment.id)
    await expect(ship(shipment.id, 3, 'T-2222', [{ sku: 'A', quantity: 2 }])).rejects.toMatchObject({
      code: 'invalid_input',
      detail: 'Of A there is 1 left to ship.',
    })
    const whole = await ship(shipment.id, 3, 'T-2222')
    expect(whole).toMatchObject({ status: 'shipped', trackingNumber: 'T-2222' })
    expect(whole.parcels.map(({ trackingNumber, lines }) => [trackingNumber, lines])).toEqual([
      ['T-1111', [{ sku: 'A', quantity: 1 }]],
      [
        'T-2222',
        [
          { sku: 'A', quantity: 1 },
          { sku: 'B', quantity: 1 },
        ],
      ],
    ])
    expect((await saidToShop(customerId)).map(({ status, parcels }) => [status, parcels?.length])).toEqual([
      ['packed', undefined],
      ['partly_shipped', 1],
      ['shipped', 2],
    ])
  })

  test('the same parcel sent again, fifty at once: it left once', async () => {
    const { shipment } = await newShipment()
    await pack(shipment.id)
    await Promise.all(
      Array.from({ length: 50 }, () => ship(shipment.id, 2, 'T-3333', [{ sku: 'A', quantity: 1 }])),
    )
    expect((await getShipment(shipment.id)).parcels).toHaveLength(1)
  })

  test('a parcel cannot be empty, nor hold half a mug', () => {
    const wish = { action: 'ship', version: 1, carrier: 'UPS', trackingNumber: 'T-1' }
    for (const lines of [[], [{ sku: 'A', quantity: 0 }], [{ sku: 'A', quantity: 0.5 }]])
      expect(ShipmentChange.safeParse({ ...wish, lines }).success).toBe(false)
  })
})

describe('an order that is given up', () => {
  test.each([
    ['before it is picked', async () => undefined, false],
    ['when it is packed', (id: string) => pack(id), true],
  ] as const)('%s it stays here, and the shop is told once', async (_, before, needsReturn) => {
    const { customerId, order, shipment } = await newShipment()
    await before(shipment.id)
    const event = newId()
    await Promise.all(Array.from({ length: 5 }, () => receive(customerId, canceled(order), event)))
    const now = await getShipment(shipment.id)
    expect(now).toMatchObject({ status: 'canceled', cancelReason: 'order_canceled', needsReturn })
    expect((await saidToShop(customerId)).filter(({ status }) => status === 'canceled')).toHaveLength(1)
    await expect(ship(shipment.id, now.version, 'T-4444')).rejects.toMatchObject({ code: 'conflict' })
    if (!needsReturn) return
    await change(shipment.id, { action: 'put_back', version: now.version })
    await change(shipment.id, { action: 'put_back', version: now.version })
    expect((await getBoard()).attention.map(({ id }) => id)).not.toContain(shipment.id)
  })

  test('said before it is said to be paid: it has a shipment, which never leaves', async () => {
    const order = orderOf()
    const customerId = newId()
    await receive(customerId, canceled(order))
    await receive(customerId, order)
    const shipment = await fulfillmentDb().shipment.findFirstOrThrow({ where: { customerId } })
    expect(shipment).toMatchObject({ status: 'CANCELED', cancelReason: 'order_canceled' })
    expect((await saidToShop(customerId)).map(({ status }) => status)).toEqual(['canceled'])
  })

  test('both at once, a hundred orders: every one is canceled', async () => {
    const orders = Array.from({ length: 100 }, () => ({ customerId: newId(), order: orderOf() }))
    // Ten pairs at a time: more only wait for a connection.
    await atOnce(10, orders.length, async (i) => {
      const { customerId, order } = orders[i]!
      await Promise.all([receive(customerId, order), receive(customerId, canceled(order))])
    })
    const where = { customerId: { in: orders.map(({ customerId }) => customerId) } }
    expect(await fulfillmentDb().shipment.count({ where: { ...where, status: 'CANCELED' } })).toBe(100)
  })

  test('too late: what has left has left', async () => {
    const { customerId, order, shipment } = await newShipment()
    await pack(shipment.id)
    await ship(shipment.id, 2, 'T-5555')
    await receive(customerId, canceled(order))
    expect((await getShipment(shipment.id)).status).toBe('shipped')
  })
})

describe('the money of an order that does not ship', () => {
  const settled = async (customerId: string) => {
    await relayShopOutbox()
    await vi.waitUntil(
      async () => (await shopDb().outboxEvent.count({ where: { customerId, acknowledgedAt: null } })) === 0,
    )
    await relayFulfillmentOutbox()
    await vi.waitUntil(
      async () =>
        (await fulfillmentDb().outboxEvent.count({ where: { customerId, acknowledgedAt: null } })) === 0,
    )
  }
  async function bought() {
    const { shopper, request } = await shopperAtCheckout(SKU)
    expect(outcomeOf(await press(shopper.customerId, request))).toBe('paid')
    const { customerId } = shopper
    const { number } = await shopDb().order.findFirstOrThrow({ where: { customerId } })
    await settled(customerId)
    return { customerId, own: { customerIds: [customerId], number } }
  }
  /** The other shipments of this file have no orders, which I4 would find. */
  const expectMoneyAndStockRight = async () =>
    expect((await checkInvariants()).flatMap(({ id, faults }) => (id === 'I4' ? [] : faults))).toEqual([])
  const onHand = async () => (await shopDb().stock.findUniqueOrThrow({ where: { sku: SKU } })).onHand

  test('its shopper gives it up: kept back, refunded once, on sale again', async () => {
    const { customerId, own } = await bought()
    const before = await onHand()
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancelOrder(own)))
    for (const { cancelRequested } of answers) expect(cancelRequested).toBe(true)
    await settled(customerId)
    await Promise.all([refundUnshipped(), refundUnshipped()])
    expect(await getOrder(own)).toMatchObject({ shipment: { status: 'canceled' }, refunded: true })
    expect(await onHand()).toBe(before + 1)
    expect(await shopDb().refund.findMany({ where: { customerId } })).toMatchObject([
      { status: 'DONE', reason: 'not_shipped' },
    ])
    await expectMoneyAndStockRight()
  })

  test('the warehouse finds it broken: refunded, and not on sale again', async () => {
    const { customerId, own } = await bought()
    const before = await onHand()
    const row = await fulfillmentDb().shipment.findFirstOrThrow({ where: { customerId } })
    await change(row.id, { action: 'cancel', version: 1, reason: 'damaged' })
    await settled(customerId)
    expect(await getOrder(own)).toMatchObject({ shipment: { status: 'canceled' }, refunded: true })
    expect(await onHand()).toBe(before)
    await expectMoneyAndStockRight()
  })

  test('it has left: nothing goes back, and whoever asks is told', async () => {
    const { customerId, own } = await bought()
    const row = await fulfillmentDb().shipment.findFirstOrThrow({ where: { customerId } })
    await pack(row.id)
    await ship(row.id, 2, 'T-6666')
    await settled(customerId)
    await expect(cancelOrder(own)).rejects.toMatchObject({ code: 'conflict' })
    expect(await getOrder(own)).toMatchObject({
      shipment: { status: 'shipped', parcels: [{}] },
      refunded: false,
    })
  })

  test('nobody gives up what is somebody else’s', async () => {
    const { own } = await bought()
    await expect(cancelOrder({ customerIds: [newId()], number: own.number })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

test('who did what is kept, with what they did', async () => {
  const { shipment } = await newShipment()
  await pack(shipment.id)
  await ship(shipment.id, 2, 'T-7777', [{ sku: 'B', quantity: 1 }])
  const { entries } = await getShipmentLog(shipment.id)
  expect(entries.map(({ action, actorName }) => [action, actorName])).toEqual([
    ['order_paid', 'The shop'],
    ['pack', 'Wanda'],
    ['ship', 'Wanda'],
  ])
  expect(entries[2]?.detail).toMatchObject({ trackingNumber: 'T-7777', lines: [{ sku: 'B', quantity: 1 }] })
})

test('a shelf shows on every order with the thing, and can be unknown again', async () => {
  const { shipment } = await newShipment(orderOf([{ sku: 'SHELVED', quantity: 1 }]))
  await setShelf({ sku: 'SHELVED', place: 'B12', by: WANDA })
  expect((await getShipment(shipment.id)).lines[0]?.place).toBe('B12')
  await setShelf({ sku: 'SHELVED', place: '', by: WANDA })
  expect((await getShipment(shipment.id)).lines[0]?.place).toBeNull()
})

describe('a message that cannot be delivered', () => {
  const failure = (body: object, messageId: string) =>
    handleEvent({
      status: 500,
      body: btoa('the database is away'),
      sourceMessageId: messageId,
      sourceBody: btoa(JSON.stringify(body)),
      dlqId: `dlq-${messageId}`,
    })

  test('raises one alarm, however often it is sent anew, and is one letter', async () => {
    expectConsoleError(/alert.dead_letter/)
    const event = { id: newId(), customerId: newId(), payload: orderOf() }
    const before = hook.alarms.length
    for (const messageId of ['m1', 'm2', 'm2', 'm3']) await failure(event, messageId)
    expect(hook.alarms.slice(before)).toMatchObject([
      { messageId: 'm1', text: expect.stringContaining('500') },
    ])
    const [letter] = (await getBoard()).deadLetters.filter(({ body }) => body.includes(event.id))
    expect(letter).toMatchObject({ failures: 3, error: '500: the database is away' })

    await Promise.all(Array.from({ length: 5 }, () => replayDeadLetter({ id: letter!.id, by: WANDA })))
    const { customerId } = event
    expect(await fulfillmentDb().shipment.count({ where: { customerId } })).toBe(1)
    const pressed = () =>
      fulfillmentDb().auditEntry.count({ where: { subject: 'dead_letter', subjectId: letter!.id } })
    const known = await pressed()
    expect(known).toBeGreaterThan(0)
    await replayDeadLetter({ id: letter!.id, by: WANDA })
    expect(await pressed()).toBe(known)
  })

  test('is off the board when it comes through by itself', async () => {
    expectConsoleError(/alert.dead_letter/)
    const event = { id: newId(), customerId: newId(), payload: orderOf() }
    await failure(event, 'm4')
    await handleEvent(event)
    expect((await getBoard()).deadLetters.filter(({ body }) => body.includes(event.id))).toEqual([])
  })

  test('raises its alarm later when the process was stopped before it could', async () => {
    expectConsoleError(/alert.dead_letter/)
    const key = newId()
    await fulfillmentDb().deadLetter.create({
      data: { id: newId(), key, messageId: 'm5', body: '{}', error: 'x' },
    })
    const before = hook.alarms.length
    const raised = await Promise.all(Array.from({ length: 10 }, () => raiseAlarms()))
    expect(raised.reduce((sum, count) => sum + count, 0)).toBe(1)
    expect(hook.alarms.slice(before)).toMatchObject([{ messageId: 'm5' }])
  })
})

test('both sides take the published examples in', async () => {
  const read = (version: string): unknown =>
    JSON.parse(readFileSync(`docs/events/examples/${version}.json`, 'utf8'))
  const paid = ToFulfillment.parse(read('order.paid.v1'))
  await handleEvent(read('order.paid.v1'))
  await handleEvent(read('order.canceled.v1'))
  const { customerId } = paid
  expect(await fulfillmentDb().shipment.findFirstOrThrow({ where: { customerId } })).toMatchObject({
    orderNumber: OrderPaidV1.parse(paid.payload).orderNumber,
    status: 'CANCELED',
  })
  expect(await shopHandlesEvent(read('shipment.updated.v1'))).toMatchObject({ canceled: false })
})
