import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeLine } from '@/lib/cart'
import { RETENTION_DAYS } from '@/lib/config/retention'
import { eraseOldData as eraseInWarehouse, getShipment, handleEvent } from '@/lib/fulfillment'
import { fulfillmentDb } from '@/lib/infra/db/fulfillment'
import { inBatches } from '@/lib/infra/db/in-batches'
import { shopDb } from '@/lib/infra/db/shop'
import { getOrder } from '@/lib/orders'
import { eraseOldData } from '@/lib/privacy'
import { startLocalStripe } from '@/local/stripe'
import { checkInvariants } from '@/scripts/invariants'
import { ADDRESS } from '../support/address'
import { checkoutRequest, outcomeOf, press } from '../support/buyer'
import { givenStock, newShopper, seedCatalog } from '../support/fixtures'

// A processor of its own: the invariants count every charge there is, those of other test files too.
const stripe = await startLocalStripe()
Object.assign(process.env, {
  STRIPE_API_URL: stripe.url,
  STRIPE_SECRET_KEY: stripe.secretKey,
  STRIPE_PUBLISHABLE_KEY: stripe.publishableKey,
})
afterAll(() => stripe.close())

const SKU = 'RDG-SND'
const EMAIL = 'ada@example.com'

beforeAll(async () => {
  await seedCatalog()
  await givenStock(SKU, 200)
})

/** A paid order whose event the warehouse has taken in and acknowledged. */
async function paidOrder() {
  const { shopper } = await newShopper()
  await changeLine({ change: 'add', shopper, sku: SKU, quantity: 1 })
  expect(outcomeOf(await press(shopper.customerId, await checkoutRequest(shopper.customerId)))).toBe('paid')
  const { customerId } = shopper
  const order = await shopDb().order.findFirstOrThrow({ where: { customerId } })
  const event = await shopDb().outboxEvent.findFirstOrThrow({ where: { customerId, type: 'order.paid.v1' } })
  await handleEvent({ id: event.id, customerId, payload: event.payload })
  await shopDb().outboxEvent.updateMany({ where: { customerId }, data: { acknowledgedAt: new Date() } })
  return { customerId, number: order.number, id: order.id }
}

/** As if it had happened so many days ago. */
async function age(table: string, column: string, customerId: string, days: number): Promise<void> {
  const db = table === 'Shipment' ? fulfillmentDb() : shopDb()
  await db.$executeRawUnsafe(
    `UPDATE "${table}" SET "${column}" = now() - interval '${days} days' WHERE "customerId" = '${customerId}'`,
  )
}
const payloadOf = async (customerId: string) =>
  (await shopDb().outboxEvent.findFirstOrThrow({ where: { customerId, type: 'order.paid.v1' } })).payload
const broken = async () => (await checkInvariants()).filter(({ faults }) => faults.length > 0)

test('an event that the warehouse has acknowledged keeps its ids for 30 days longer than email and address', async () => {
  const [old, fresh] = [await paidOrder(), await paidOrder()]
  await age('OutboxEvent', 'acknowledgedAt', old.customerId, RETENTION_DAYS.eventPayload + 1)
  await age('OutboxEvent', 'acknowledgedAt', fresh.customerId, RETENTION_DAYS.eventPayload - 1)
  expect((await eraseOldData()).eventPayloads).toBe(1)
  expect(await payloadOf(old.customerId)).toEqual({
    type: 'order.paid.v1',
    orderId: old.id,
    orderNumber: old.number,
  })
  expect(await payloadOf(fresh.customerId)).toMatchObject({ email: EMAIL, shippingAddress: ADDRESS })
  expect((await eraseOldData()).eventPayloads).toBe(0)
  expect(await broken()).toEqual([])
})

test('an event that nobody has acknowledged keeps everything, however old it is', async () => {
  const { customerId } = await paidOrder()
  await shopDb().outboxEvent.updateMany({ where: { customerId }, data: { acknowledgedAt: null } })
  await age('OutboxEvent', 'createdAt', customerId, 400)
  await eraseOldData()
  expect(await payloadOf(customerId)).toMatchObject({ email: EMAIL })
  await shopDb().outboxEvent.updateMany({ where: { customerId }, data: { acknowledgedAt: new Date() } })
})

test('an order that was never paid forgets its buyer after 30 days, a paid one after ten years; money adds up', async () => {
  const [unpaid, paid] = [await paidOrder(), await paidOrder()]
  const { shopper } = await newShopper()
  await changeLine({ change: 'add', shopper, sku: SKU, quantity: 1 })
  const declined = await checkoutRequest(shopper.customerId, 'pm_card_visa_chargeDeclined')
  await press(shopper.customerId, declined)
  const open = await shopDb().order.findFirstOrThrow({ where: { customerId: shopper.customerId } })
  await shopDb()
    .$queryRaw`SELECT checkout_release(${open.customerId}::uuid, ${open.id}::uuid, ${open.status}, 'test')`
  await age('Order', 'createdAt', shopper.customerId, RETENTION_DAYS.unpaidOrder + 1)
  await age('Order', 'paidAt', paid.customerId, RETENTION_DAYS.paidOrder + 1)
  await age('Order', 'paidAt', unpaid.customerId, RETENTION_DAYS.paidOrder - 1)
  expect((await eraseOldData()).orders).toBe(2)
  const erased = await shopDb().order.findMany({ where: { personalErasedAt: { not: null } } })
  expect(erased.map(({ customerId }) => customerId).sort()).toEqual(
    [paid.customerId, shopper.customerId].sort(),
  )
  for (const row of erased) expect(JSON.stringify(row)).not.toMatch(/ada@example|Main St|Lovelace/)
  // What was bought is still shown to its buyer; where it went is not.
  const view = await getOrder({ customerIds: [paid.customerId], number: paid.number })
  expect(view).toMatchObject({ email: null, shippingAddress: null, lines: [{ sku: SKU }] })
  expect(await getOrder({ customerIds: [unpaid.customerId], number: unpaid.number })).toMatchObject({
    email: EMAIL,
  })
  expect(await broken()).toEqual([])
})

test('ended carts, copies, inboxes, webhooks and guests without orders go after their time, and nothing before', async () => {
  const buyer = await paidOrder()
  const [guest, young, shopping] = [await newShopper(), await newShopper(), await newShopper()]
  await changeLine({ change: 'add', shopper: shopping.shopper, sku: SKU, quantity: 1 })
  for (const { shopper } of [guest, shopping]) await age('Customer', 'createdAt', shopper.customerId, 401)
  await age('Customer', 'createdAt', buyer.customerId, 4_000)
  await age('Cart', 'updatedAt', buyer.customerId, 91)
  const { customerId } = buyer
  await shopDb().abandonedCart.create({
    data: {
      ...{ customerId, cartId: crypto.randomUUID(), lines: [], subtotal: 1, currency: 'USD' },
      abandonedAt: new Date(0),
    },
  })
  await shopDb().inboxEvent.create({
    data: { customerId, eventId: crypto.randomUUID(), type: 'shipment.updated.v1', receivedAt: new Date(0) },
  })
  await shopDb().stripeEvent.create({
    data: {
      customerId,
      eventHash: Buffer.from('old'),
      type: 'x',
      orderId: buyer.id,
      receivedAt: new Date(0),
    },
  })
  await shopDb().endedSession.create({ data: { id: crypto.randomUUID(), endedAt: new Date(0) } })
  await shopDb().cardTry.create({ data: { key: 'old', tries: 1, lastAt: new Date(0) } })
  // Twice at once: each row once.
  const counts = await Promise.all([eraseOldData(), eraseOldData()])
  const sum = (kind: keyof (typeof counts)[0]) => counts[0][kind] + counts[1][kind]
  for (const kind of [
    'carts',
    'abandonedCopies',
    'inbox',
    'webhooks',
    'guests',
    'cardTries',
    'endedSessions',
  ] as const)
    expect(sum(kind), kind).toBe(1)
  const left = await shopDb().customer.findMany({ select: { customerId: true } })
  const ids = left.map((row) => row.customerId)
  expect(ids).not.toContain(guest.shopper.customerId)
  for (const { shopper } of [young, shopping]) expect(ids).toContain(shopper.customerId)
  expect(ids).toContain(customerId)
  expect(await broken()).toEqual([])
})

test('the warehouse forgets to whom it sent, once no parcel comes back, and its handled letters', async () => {
  const [sent, open] = [await paidOrder(), await paidOrder()]
  const key = { customerId: sent.customerId }
  await fulfillmentDb().shipment.updateMany({
    where: key,
    data: { status: 'SHIPPED', carrier: 'DHL', trackingNumber: '1', shippedAt: new Date() },
  })
  for (const { customerId } of [sent, open])
    await age('Shipment', 'updatedAt', customerId, RETENTION_DAYS.shipment + 1)
  const letter = { messageId: 'm', body: EMAIL, error: 'x' }
  await fulfillmentDb().deadLetter.createMany({
    data: [
      { id: crypto.randomUUID(), key: 'handled', ...letter, replayedAt: new Date(0) },
      { id: crypto.randomUUID(), key: 'open', ...letter, receivedAt: new Date(0) },
    ],
  })
  expect(await eraseInWarehouse()).toMatchObject({ recipients: 1, letters: 1 })
  expect(await eraseInWarehouse()).toMatchObject({ recipients: 0, letters: 0 })
  const shipment = await fulfillmentDb().shipment.findFirstOrThrow({ where: key })
  expect((await getShipment(shipment.id)).recipient).toMatchObject({ name: '', line1: '' })
  const waiting = await fulfillmentDb().shipment.findFirstOrThrow({ where: { customerId: open.customerId } })
  expect((await getShipment(waiting.id)).recipient).toMatchObject(ADDRESS)
  expect(await fulfillmentDb().deadLetter.findMany({ select: { key: true } })).toEqual([{ key: 'open' }])
})

test('a kind with many rows is forgotten in batches, and no run lasts for ever', async () => {
  let left = 2_500
  const taken: number[] = []
  const counts = await inBatches({
    many: async (limit) => {
      const now = Math.min(limit, left)
      left -= now
      taken.push(now)
      return now
    },
    endless: async (limit) => limit,
  })
  expect(taken).toEqual([1_000, 1_000, 500])
  expect(counts).toEqual({ many: 2_500, endless: 50_000 })
})

test('docs/privacy.md tells each period as the code keeps it', () => {
  const page = readFileSync('docs/privacy.md', 'utf8')
  for (const [name, days] of Object.entries(RETENTION_DAYS))
    expect(page).toMatch(new RegExp(`\\| \`${name}\` +\\|.*\\| ${days} days? `))
})
