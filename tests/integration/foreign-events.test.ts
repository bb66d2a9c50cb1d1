import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { POST as fulfillmentEvents } from '@/app/api/fulfillment/events/route'
import { POST as advanceJob } from '@/app/api/jobs/advance-orders/route'
import { POST as shopEvents } from '@/app/api/shop/events/route'
import { POST as stripeWebhook } from '@/app/api/webhooks/stripe/route'
import { payNow } from '@/lib/checkout'
import { serverConfig } from '@/lib/config/shop/server'
import { newId } from '@/lib/core/ids'
import { publish } from '@/lib/infra/bus'
import { fulfillmentDb } from '@/lib/infra/db/fulfillment'
import { shopDb } from '@/lib/infra/db/shop'
import { sign } from '@/local/qstash/delivery'
import { startLocalQStash } from '@/local/qstash'
import { cardToken, laterQueue, shopperAtCheckout } from '../support/buyer'
import { givenStock, seedCatalog } from '../support/fixtures'
import { serveHandlers } from '../support/http-app'
import { paidOrder } from '../support/paid-order'

// Work for after the answer needs Next's request; it is left undone here.
vi.mock('next/server', () => ({ after: () => undefined }))

// Hazard 21: deployments that share a bus, a Stripe account or a copied database take nothing of one another.

const app = await serveHandlers()
const bus = await startLocalQStash({ retryDelayMs: () => 20 })
const SIGNING_KEY = bus.currentSigningKey
Object.assign(process.env, {
  APP_URL: app.url,
  DEPLOYMENT_NAME: 'new-cart',
  QSTASH_URL: bus.url,
  QSTASH_TOKEN: bus.token,
  QSTASH_CURRENT_SIGNING_KEY: SIGNING_KEY,
  QSTASH_NEXT_SIGNING_KEY: bus.nextSigningKey,
})

beforeAll(() => seedCatalog())
afterAll(async () => {
  await bus.close()
  await app.close()
})

/** Every row of both databases, so that "nothing was written" means nothing. */
async function everything(): Promise<unknown> {
  const tablesOf = async (db: Pick<ReturnType<typeof shopDb>, '$queryRawUnsafe'>) => {
    const tables = await db.$queryRawUnsafe<{ name: string }[]>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    )
    const rows = tables.map(({ name }) =>
      db.$queryRawUnsafe(
        `SELECT '${name}' AS name, count(*)::int, md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ${name} t`,
      ),
    )
    return (await Promise.all(rows)).flat()
  }
  return { shop: await tablesOf(shopDb()), fulfillment: await tablesOf(fulfillmentDb()) }
}

async function writesNothing(work: () => Promise<unknown>): Promise<void> {
  const before = await everything()
  await work()
  expect(await everything()).toEqual(before)
}

const delivered = (deployment?: string) => ({
  id: newId(),
  customerId: newId(),
  ...(deployment && { deployment }),
  payload: paidOrder(),
})

/** As the bus would deliver it, signed for an address by the keys that all deployments of its account share. */
function delivery(path: string, body: unknown, signedFor = `${app.url}${path}`): Request {
  const text = JSON.stringify(body)
  const signature = sign(SIGNING_KEY, signedFor, Buffer.from(text), Date.now())
  return new Request(`${app.url}${path}`, {
    method: 'POST',
    body: text,
    headers: { 'upstash-signature': signature, 'content-type': 'application/json' },
  })
}

test('our own message is taken in, marked or of a version that did not mark it', async () => {
  for (const message of [delivered('new-cart'), delivered()]) {
    const answer = await fulfillmentEvents(delivery('/api/fulfillment/events', message))
    expect(await answer.json()).toMatchObject({ acknowledged: message.id })
  }
  expect(await fulfillmentDb().shipment.count()).toBe(2)
})

test('a message signed for another deployment’s address is refused, though the key is the same', async () => {
  await writesNothing(async () => {
    for (const [path, handler] of [
      ['/api/fulfillment/events', fulfillmentEvents],
      ['/api/shop/events', shopEvents],
      ['/api/jobs/advance-orders', advanceJob],
    ] as const) {
      const answer = await handler(delivery(path, delivered('new-cart'), `https://other.example.com${path}`))
      expect(answer.status).toBe(401)
    }
  })
})

test('another deployment’s message that was sent here is let go: no shipment, no dead letter, no acknowledgement', async () => {
  await writesNothing(async () => {
    const answer = await fulfillmentEvents(delivery('/api/fulfillment/events', delivered('other')))
    expect([answer.status, await answer.json()]).toEqual([200, { ignored: true }])
  })
})

test('another deployment’s acknowledgement or failed message changes nothing, though the ids are known here', async () => {
  const event = await shopDb().outboxEvent.create({
    data: { id: newId(), customerId: newId(), type: 'order.paid.v1', payload: {} },
  })
  const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')
  const callback = (deployment: string) => ({
    status: 200,
    body: base64({ acknowledged: event.id, customerId: event.customerId }),
    sourceMessageId: 'msg_1',
    sourceBody: base64(delivered(deployment)),
  })
  await writesNothing(async () => {
    await shopEvents(delivery('/api/shop/events', callback('other')))
    const failure = { ...callback('other'), status: 500, dlqId: 'dlq_1' }
    await fulfillmentEvents(delivery('/api/fulfillment/events', failure))
  })
  await shopEvents(delivery('/api/shop/events', callback('new-cart')))
  const { acknowledgedAt } = await shopDb().outboxEvent.findFirstOrThrow({ where: { id: event.id } })
  expect(acknowledgedAt).not.toBeNull()
})

test('what we publish is marked, and another deployment’s copy of the same event is no duplicate of it', async () => {
  const seen: unknown[] = []
  app.handlers.set('POST /seen', async (request) => {
    seen.push(await request.json())
    return Response.json({})
  })
  const deduplicationId = newId()
  const theirs = await fetch(`${bus.url}/v2/publish/${app.url}/seen`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${bus.token}`,
      'content-type': 'application/json',
      'upstash-deduplication-id': `other-${deduplicationId}`,
    },
    body: JSON.stringify({ deployment: 'other' }),
  })
  expect(theirs.ok).toBe(true)
  for (const _ of [1, 2]) await publish({ url: `${app.url}/seen`, body: { order: 1 }, deduplicationId })
  await expect.poll(() => seen.length).toBe(2)
  expect(seen).toEqual(
    expect.arrayContaining([{ deployment: 'other' }, { order: 1, deployment: 'new-cart' }]),
  )
})

// ── Stripe: one test account, whose events reach every deployment's endpoint ─────────────────────────

function stripe(): Stripe {
  const { STRIPE_API_URL, STRIPE_SECRET_KEY } = serverConfig()
  const { hostname, port } = new URL(STRIPE_API_URL ?? '')
  return new Stripe(STRIPE_SECRET_KEY, { host: hostname, port, protocol: 'http', telemetry: false })
}

function webhook(intentId: string, secret = serverConfig().STRIPE_WEBHOOK_SECRET): Request {
  const payload = JSON.stringify({
    id: `evt_${newId()}`,
    object: 'event',
    type: 'payment_intent.succeeded',
    data: { object: { id: intentId, object: 'payment_intent' } },
  })
  const signature = stripe().webhooks.generateTestHeaderString({ payload, secret })
  return new Request(`${app.url}/api/webhooks/stripe`, {
    method: 'POST',
    body: payload,
    headers: { 'stripe-signature': signature },
  })
}

async function paidIntent(metadata: Record<string, string>): Promise<string> {
  const { id } = await stripe().paymentIntents.create({
    amount: 2_800,
    currency: 'usd',
    allowed_payment_method_types: ['card'],
    metadata,
  })
  const token = await cardToken()
  await stripe().paymentIntents.confirm(id, { confirmation_token: token, return_url: app.url })
  return id
}

/** An order whose card asks for 3-D Secure: it waits, so that a webhook could move it. */
async function openOrder(): Promise<{ customerId: string; orderId: string }> {
  await givenStock('RDG-SND', 5)
  const { shopper, request } = await shopperAtCheckout('RDG-SND')
  const confirmationToken = await cardToken('pm_card_authenticationRequired')
  const { customerId } = shopper
  await payNow({ customerId, request: { ...request, confirmationToken }, later: laterQueue().later })
  const { id: orderId } = await shopDb().order.findFirstOrThrow({ where: { customerId } })
  return { customerId, orderId }
}

test('a payment of another deployment is let go, though this database has an order of the same ids', async () => {
  const order = await openOrder()
  const theirs = await paidIntent({ ...order, deployment: 'other' })
  const unknown = await paidIntent({ customerId: newId(), orderId: newId(), deployment: 'new-cart' })
  const notOurs = await paidIntent({})
  await writesNothing(async () => {
    for (const id of [theirs, unknown, notOurs]) expect((await stripeWebhook(webhook(id))).status).toBe(200)
  })
})

test('a webhook that another endpoint’s secret signed is refused', async () => {
  const order = await openOrder()
  const id = await paidIntent({ ...order, deployment: 'new-cart' })
  await writesNothing(async () => {
    expect((await stripeWebhook(webhook(id, 'whsec_another'))).status).toBe(400)
  })
})

test('our own payment says whose it is', async () => {
  await openOrder()
  const [newest] = (await stripe().paymentIntents.list({ limit: 1 })).data
  expect(newest?.metadata['deployment']).toBe('new-cart')
})
