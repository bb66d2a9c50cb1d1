import { createHmac } from 'node:crypto'
import { globSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { POST as addToCart } from '@/app/api/cart/lines/route'
import { POST as advanceJob } from '@/app/api/jobs/advance-orders/route'
import { POST as shopEvents } from '@/app/api/shop/events/route'
import { POST as stripeWebhook } from '@/app/api/webhooks/stripe/route'
import { serverConfig } from '@/lib/config/shop/server'
import { shopDb } from '@/lib/infra/db/shop'
import { sign } from '@/local/qstash/delivery'
import { newShopper, request, seedCatalog } from '../support/fixtures'
import { figure } from './support/figures'
import { report } from './support/report'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Who proves itself by a signature or a secret, and next-auth, which has a token of its own. */
const MACHINES = /webhooks|jobs|events|auth/
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>

beforeAll(() => seedCatalog())

const written = async () =>
  Promise.all([
    shopDb().cart.count(),
    shopDb().cartLine.count(),
    shopDb().order.count(),
    shopDb().stripeEvent.count(),
    shopDb().inboxEvent.count(),
  ])

test('hazard 27: no write is taken from another site, whatever form it comes in', async () => {
  const { cookie } = await newShopper()
  const before = await written()
  const origins = [null, 'null', 'https://evil.example', 'http://localhost:3000.evil.example', 'file://']
  let tried = 0
  for (const file of globSync('app/api/**/route.ts', { cwd: ROOT }).filter((name) => !MACHINES.test(name))) {
    const handlers = (await import(path.join(ROOT, file))) as Record<string, Handler>
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const handler = handlers[method]
      if (!handler) continue
      const params = { sku: 'RDG-SND', id: crypto.randomUUID(), checkoutKey: crypto.randomUUID() }
      const context = { params: Promise.resolve(params) }
      const url = `/${path.dirname(file).replace('app/', '')}`
      for (const origin of origins) {
        for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
          const headers = { 'content-type': type }
          const body = method === 'DELETE' ? undefined : '{"sku":"RDG-SND","quantity":1}'
          const answer = await handler(request(url, { method, cookie, origin, headers, body }), context)
          expect(answer.status, `${method} ${url} from ${origin} as ${type}`).toBe(403)
          tried += 1
        }
      }
    }
  }
  expect(tried).toBeGreaterThan(60)
  expect(await written()).toEqual(before)
  report('hazard 27', `${tried} writes from other sites`, tried, 'all 403, nothing written')
})

test(
  'hazard 26: no body brings a price of its own, or units that are no units',
  { timeout: 900_000 },
  async () => {
    const runs = figure(10_000, 150)
    const { price, currency } = await shopDb().variant.findUniqueOrThrow({ where: { sku: 'RDG-SND' } })
    const anything = fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constantFrom(null, true, [], {}))
    const honest = fc.record({ sku: fc.constant('RDG-SND'), quantity: fc.integer({ min: 1, max: 3 }) })
    const forged = fc.record(
      {
        sku: fc.oneof({ weight: 9, arbitrary: fc.constant('RDG-SND') }, fc.string()),
        quantity: fc.oneof(fc.integer({ min: 1, max: 3 }), anything),
        price: anything,
        unitPrice: fc.record({ amount: fc.integer(), currency: fc.constantFrom('USD', 'JPY') }),
        currency: fc.constantFrom('EUR', 'JPY'),
        total: anything,
      },
      { requiredKeys: ['sku'] },
    )
    let taken = 0
    await fc.assert(
      fc.asyncProperty(fc.oneof(honest, { weight: 4, arbitrary: forged }), async (body) => {
        const answer = await addToCart(request('/api/cart/lines', { body }))
        const { sku, quantity = 1, ...more } = body
        const isHonest = Object.keys(more).length === 0 && Number.isInteger(quantity) && Number(quantity) > 0
        if (answer.status === 200) {
          expect(isHonest, JSON.stringify(body)).toBe(true)
          taken += 1
          const { lines } = (await answer.json()) as { lines: unknown[] }
          expect(lines).toMatchObject([{ sku, quantity, unitPrice: { amount: price, currency } }])
        } else expect([404, 409, 422]).toContain(answer.status)
      }),
      { numRuns: runs },
    )
    expect(taken).toBeGreaterThan(0)
    report(
      'hazard 26',
      `${runs} bodies for the cart`,
      runs - taken,
      `${taken} were honest and taken, at our price`,
    )
  },
)

test('hazard 28: a forged, altered, old or foreign delivery is refused and writes nothing', async () => {
  const before = await written()
  const body = JSON.stringify({
    id: 'evt_forged',
    object: 'event',
    type: 'payment_intent.succeeded',
    data: { object: { object: 'payment_intent', id: 'pi_forged' } },
  })
  const now = Math.floor(Date.now() / 1000)
  const stripeSigned = (secret: string, seconds: number, text = body) =>
    `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex')}`
  const { STRIPE_WEBHOOK_SECRET: own, QSTASH_CURRENT_SIGNING_KEY: key, APP_URL } = serverConfig()
  const forged = [
    null,
    'nonsense',
    stripeSigned('whsec_wrong', now),
    stripeSigned(own, now - 6 * 60),
    stripeSigned(own, now, `${body} `),
    stripeSigned('whsec_of_another_endpoint', now),
  ]
  const machine = (url: string, header: string, value: string | null) =>
    new Request(`${APP_URL}${url}`, { method: 'POST', body, headers: value ? { [header]: value } : {} })
  for (const signature of forged) {
    const answer = await stripeWebhook(machine('/api/webhooks/stripe', 'stripe-signature', signature))
    expect(answer.status, String(signature)).toBe(400)
  }
  const events = `${APP_URL}/api/shop/events`
  const tokens = [
    null,
    'nonsense',
    sign('sig_wrong_key_of_someone', events, Buffer.from(body), Date.now()),
    sign(key, events, Buffer.from(body), Date.now() - 6 * 60_000),
    sign(key, events, Buffer.from(`${body} `), Date.now()),
    sign(key, `${APP_URL}/api/fulfillment/events`, Buffer.from(body), Date.now()),
  ]
  for (const token of tokens) {
    expect((await shopEvents(machine('/api/shop/events', 'upstash-signature', token))).status).toBe(401)
    const job = machine('/api/jobs/advance-orders', 'upstash-signature', token)
    expect((await advanceJob(job)).status).toBe(401)
  }
  for (const bearer of ['Bearer ', 'Bearer wrong', 'Basic x', `Bearer ${serverConfig().CRON_SECRET}x`]) {
    expect((await advanceJob(machine('/api/jobs/advance-orders', 'authorization', bearer))).status).toBe(401)
  }
  expect(await written()).toEqual(before)
  const tried = forged.length + 2 * tokens.length + 4
  report('hazard 28', `${tried} forged deliveries`, tried, 'all refused, nothing written')
})
