import { createServer } from 'node:http'
import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { GET as health } from '@/app/api/health/route'
import { POST as stripeWebhook } from '@/app/api/webhooks/stripe/route'
import { FULFILLMENT_SETTINGS } from '@/lib/config/environment'
import { parseServerConfig } from '@/lib/config/shop/server'
import { shopDb } from '@/lib/infra/db/shop'
import { freePort } from '@/local/free-port'
import { startLocalOidc } from '@/local/oidc'
import { startLocalQStash } from '@/local/qstash'
import { startLocalStripe } from '@/local/stripe'
import { diagnose, type Finding } from '@/scripts/doctor'
import { createFulfillmentSchedule, createSchedules } from '@/scripts/schedules'
import { seedCatalog } from '../support/fixtures'
import { serveHandlers } from '../support/http-app'

// Work for after the answer needs Next's request; it is left undone here.
vi.mock('next/server', () => ({ after: () => undefined }))

// Each thing a deployment needs is broken in turn, and the doctor's line about it must say so and how to fix it.

const app = await serveHandlers()
const webhookSecret = 'whsec_of_this_test'
const bus = await startLocalQStash()
const stripe = await startLocalStripe({
  webhooks: [{ url: `${app.url}/api/webhooks/stripe`, secret: webhookSecret }],
})
const oidc = await startLocalOidc({
  clients: [
    {
      clientId: 'fiftyone',
      clientSecret: 'the-client-secret',
      redirectUris: [`${app.url}/api/auth/callback/oidc`],
    },
  ],
})
Object.assign(process.env, {
  APP_URL: app.url,
  NEXTAUTH_URL: app.url,
  QSTASH_URL: bus.url,
  QSTASH_TOKEN: bus.token,
  QSTASH_CURRENT_SIGNING_KEY: bus.currentSigningKey,
  QSTASH_NEXT_SIGNING_KEY: bus.nextSigningKey,
  STRIPE_API_URL: stripe.url,
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  OIDC_ISSUER: oidc.issuer,
  OIDC_CLIENT_ID: 'fiftyone',
  OIDC_CLIENT_SECRET: 'the-client-secret',
})
const healthy: Record<string, string | undefined> = { ...process.env }

beforeAll(async () => {
  await seedCatalog()
  app.handlers.set('GET /api/health', health)
  app.handlers.set('POST /api/webhooks/stripe', stripeWebhook)
})
beforeEach(() => createSchedules({ appUrl: app.url, qstash: bus }))
afterAll(() => Promise.all([bus.close(), stripe.close(), oidc.close(), app.close()]))

const NOWHERE = `http://127.0.0.1:${await freePort()}`

const bad = (findings: readonly Finding[]) =>
  findings
    .filter(({ state }) => state !== 'well')
    .map(({ part, state, says, fix }) => `${state} ${part}: ${says} → ${fix}`)

test('nothing is wrong with a stack in which nothing is broken, and every part was looked at', async () => {
  // On a busy machine a part may be slow for a moment, which the doctor says.
  await expect.poll(async () => bad(await diagnose(healthy)), { timeout: 25_000 }).toEqual([])
  const findings = await diagnose(healthy)
  const parts = [
    'environment',
    'postgres shop',
    'postgres fulfillment',
    'redis',
    'bus',
    'schedules',
    'stripe',
    'webhook',
    'sign-in',
    'app',
  ]
  expect([...new Set(findings.map(({ part }) => part))]).toEqual(expect.arrayContaining(parts))
})

test('a warehouse that is a deployment of its own: looked at from the shop, and by its own variables', async () => {
  // The shop's health speaks as the warehouse's does.
  const split: Record<string, string | undefined> = {
    ...healthy,
    FULFILLMENT_DATABASE_URL: undefined,
    FULFILLMENT_URL: app.url,
    SERVICES: JSON.stringify({ fulfillment: app.url }),
  }
  await createFulfillmentSchedule(split)
  await expect.poll(async () => bad(await diagnose(split)), { timeout: 25_000 }).toEqual([])
  expect(await diagnose(split)).toContainEqual(expect.objectContaining({ part: 'warehouse', state: 'well' }))

  const away = { ...split, FULFILLMENT_URL: NOWHERE, SERVICES: undefined }
  expect(bad(await diagnose(away)).join('\n')).toMatch(
    /fault schedules: nothing calls the warehouse’s relay-outbox[^]*fault warehouse: SERVICES does not lead[^]*fault warehouse: nothing answers at .*ECONNREFUSED/,
  )

  const own = Object.fromEntries(
    [...FULFILLMENT_SETTINGS, 'FULFILLMENT_URL'].map((name) => [name, { ...split, ...healthy }[name]]),
  )
  own['FULFILLMENT_URL'] = app.url
  expect(bad(await diagnose(own, ['sign-in']))).toEqual([])
  own['OIDC_CLIENT_SECRET'] = undefined
  expect(bad(await diagnose(own, ['sign-in'])).join()).toMatch(/fault environment: OIDC_CLIENT_SECRET/)
})

const changed = (url: string | undefined, change: Partial<URL>) =>
  Object.assign(new URL(url ?? ''), change).href

test.each<[string, Record<string, string | undefined>, RegExp]>([
  ['a variable is missing', { LOOKUP_KEY: undefined }, /fault environment: LOOKUP_KEY: .* → set LOOKUP_KEY/],
  [
    'a live key',
    { STRIPE_SECRET_KEY: 'sk_live_x' },
    /fault environment: STRIPE_SECRET_KEY: a live key .* → set/,
  ],
  ['two addresses', { NEXTAUTH_URL: 'http://localhost:1' }, /fault environment: NEXTAUTH_URL is not APP_URL/],
  [
    'a wrong database password',
    { DATABASE_URL: changed(healthy['DATABASE_URL'], { password: 'x' }) },
    /fault postgres shop: cannot be reached: password authentication failed.*28P01.* → check DATABASE_URL/,
  ],
  [
    'a database that is not there',
    { FULFILLMENT_DATABASE_URL: changed(healthy['FULFILLMENT_DATABASE_URL'], { pathname: '/none' }) },
    /fault postgres fulfillment: cannot be reached: database "none" does not exist/,
  ],
  [
    'a Postgres that is away',
    { DATABASE_URL: 'postgresql://x:y@127.0.0.1:9/x' },
    /fault postgres shop: .*ECONNREFUSED/,
  ],
  [
    'one database for both',
    { FULFILLMENT_DATABASE_URL: healthy['DATABASE_URL'] },
    /fault postgres: the shop and the warehouse share a database/,
  ],
  [
    'an empty database',
    { DATABASE_URL: changed(healthy['DATABASE_URL'], { pathname: '/postgres' }) },
    /fault postgres shop: lacks the migration 0001_init.* → npm run migrate/,
  ],
  ['a wrong Redis token', { UPSTASH_REDIS_REST_TOKEN: 'x' }, /fault redis: cannot be used.* → check UPSTASH/],
  ['a Redis that is away', { UPSTASH_REDIS_REST_URL: NOWHERE }, /fault redis: cannot be used/],
  [
    'a wrong bus token',
    { QSTASH_TOKEN: 'x' },
    /fault bus: cannot be used: it answered 401 → check QSTASH_URL/,
  ],
  [
    'another account’s signing keys',
    { QSTASH_CURRENT_SIGNING_KEY: 'sig_another_one_here', QSTASH_NEXT_SIGNING_KEY: 'sig_another_one_too' },
    /fault bus: signs with a key .* → copy both signing keys/,
  ],
  [
    'a next signing key that is old',
    { QSTASH_NEXT_SIGNING_KEY: 'sig_of_another_year' },
    /warning bus: its next signing key/,
  ],
  [
    'schedules for another address',
    { APP_URL: 'http://localhost:1' },
    /fault schedules: nothing calls advance-orders, relay-outbox.* → npm run schedules/,
  ],
  [
    'no webhook endpoint',
    { APP_URL: 'http://localhost:1' },
    /fault webhook: Stripe has no endpoint http:\/\/localhost:1\/api\/webhooks\/stripe → npm run webhook/,
  ],
  ['a Stripe that is away', { STRIPE_API_URL: NOWHERE }, /fault stripe: cannot be used/],
  ['keys of two modes', { STRIPE_PUBLISHABLE_KEY: 'pk_live_x' }, /fault stripe: one key is of test mode/],
  [
    'a wrong webhook secret',
    { STRIPE_WEBHOOK_SECRET: 'whsec_another' },
    /fault app: runs with another STRIPE_WEBHOOK_SECRET/,
  ],
  [
    'no auth server',
    { OIDC_ISSUER: NOWHERE },
    /fault sign-in: no OpenID provider at .*ECONNREFUSED.* → set OIDC_ISSUER/,
  ],
  [
    'an issuer by another name',
    { OIDC_ISSUER: oidc.issuer.replace('127.0.0.1', 'localhost') },
    /fault sign-in: the provider calls itself .* → set OIDC_ISSUER to exactly that/,
  ],
  [
    'a wrong client secret',
    { OIDC_CLIENT_SECRET: 'x' },
    /fault sign-in: the provider does not know this client/,
  ],
  [
    'a callback that is not registered',
    { APP_URL: 'http://localhost:1' },
    /fault sign-in: the provider refuses to send people back to http:\/\/localhost:1/,
  ],
  ['a shop that is not running', { APP_URL: NOWHERE }, /fault app: nothing answers/],
  [
    'a preview that can be found by search engines',
    { DEPLOYMENT: 'preview' },
    /fault app: is a preview and does not ask/,
  ],
])('%s: said by name, with what to do', async (_, change, line) => {
  const lines = bad(await diagnose({ ...healthy, ...change }))
  expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(line)]))
  for (const secret of [webhookSecret, bus.token, 'the-client-secret'])
    expect(lines.join()).not.toContain(secret)
})

test('a bus without our schedules, or with paused ones', async () => {
  const call = (method: string, path: string) =>
    fetch(`${bus.url}/v2/schedules/${path}`, { method, headers: { authorization: `Bearer ${bus.token}` } })
  const id = `${new URL(app.url).host.replace(/[^\w.-]/g, '-')}-expire-carts`
  await call('PATCH', `${id}/pause`)
  expect(bad(await diagnose(healthy)).join()).toMatch(/fault schedules: expire-carts paused/)
  await call('DELETE', id)
  expect(bad(await diagnose(healthy)).join()).toMatch(/nothing calls expire-carts/)
  expect(bad(await diagnose(healthy, ['schedules']))).toEqual([])
})

test('an endpoint that is not told of a payment’s end', async () => {
  const url = `${app.url}/api/webhooks/stripe`
  stripe.setWebhooks([{ url, secret: webhookSecret, events: ['payment_intent.succeeded'] }])
  expect(bad(await diagnose(healthy)).join()).toMatch(
    /is not told of payment_intent.canceled → add the events/,
  )
  stripe.setWebhooks([{ url, secret: webhookSecret }])
})

test('a migration that stopped halfway, and one of a newer version', async () => {
  const mark = (sql: string) => shopDb().$executeRawUnsafe(sql)
  await mark(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, applied_steps_count, finished_at) VALUES ('x', 'x', '9998_later', 1, now())`,
  )
  expect(bad(await diagnose(healthy)).join()).toMatch(
    /warning postgres shop: has migrations that this version does not know: 9998_later/,
  )
  await mark(`UPDATE _prisma_migrations SET finished_at = NULL WHERE id = 'x'`)
  expect(bad(await diagnose(healthy)).join()).toMatch(
    /fault postgres shop: the migration 9998_later stopped halfway/,
  )
  await mark(`DELETE FROM _prisma_migrations WHERE id = 'x'`)
})

test('a provider without introspection: the studio could write nothing', async () => {
  const server = createServer((_request, response) => {
    const issuer = `http://${_request.headers.host}`
    const document = { issuer, authorization_endpoint: `${issuer}/a`, token_endpoint: `${issuer}/t` }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  expect(bad(await diagnose({ ...healthy, OIDC_ISSUER: `http://127.0.0.1:${port}` })).join()).toMatch(
    /fault sign-in: the provider offers no introspection/,
  )
  server.close()
})

test('the environment it calls healthy is one that the shop starts with', () => {
  expect(() => parseServerConfig(healthy)).not.toThrow()
})
