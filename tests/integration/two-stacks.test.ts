import { createServer } from 'node:http'
import { once } from 'node:events'
import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Redis } from '@upstash/redis'
import { Client } from '@upstash/qstash'
import pg from 'pg'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LocalStack, startStack } from '@/local/stack'
import { expectConsoleError } from '../support/console'
import { signedInAt } from '../support/sign-in'

// The short form of `npm run previews:test`: the parts under two previews on one machine, without their builds.

interface Arrival {
  path: string
  headers: NodeJS.Dict<string | string[]>
  body: string
}

/** Where a preview's app would answer: writes down what is delivered to it. */
async function listen() {
  const arrivals: Arrival[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      arrivals.push({ path: request.url ?? '', headers: request.headers, body })
      response.end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { arrivals, server, port: typeof address === 'object' && address ? address.port : 0 }
}

const folder = await mkdtemp(path.join(tmpdir(), 'fiftyone-stacks-'))
await chmod(folder, 0o755)
const apps = [await listen(), await listen()] as const
let one: LocalStack
let two: LocalStack

beforeAll(async () => {
  one = await startStack({ dataDir: path.join(folder, 'one'), appPort: apps[0].port })
  two = await startStack({ dataDir: path.join(folder, 'two'), appPort: apps[1].port })
})
afterAll(async () => {
  await Promise.all([one?.close(), two?.close()])
  for (const { server } of apps) server.close()
  await rm(folder, { recursive: true, force: true })
})

test('their environments share no address and no secret', () => {
  // Names that stand-ins give to everyone, and settings of this test's own environment.
  const alike = /^(OIDC_CLIENT_ID|STRIPE_(SECRET|PUBLISHABLE)_KEY|DEPLOYMENT|REDIS_PREFIX|RATE_LIMIT_FACTOR)$/
  const shared = Object.entries(one.env).filter(
    ([name, value]) => !alike.test(name) && two.env[name] === value,
  )
  expect(Object.keys(one.env).length).toBeGreaterThan(20)
  expect(shared).toEqual([])
})

test('what one writes to Postgres the other does not have, nor does its password open the other’s databases', async () => {
  const run = async (url: string, sql: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      await client.end()
    }
  }
  for (const part of ['postgres', 'fulfillmentPostgres'] as const) {
    await run(one.parts[part], 'CREATE TABLE only_here (n int)')
    expect(await run(two.parts[part], `SELECT to_regclass('only_here') AS it`)).toEqual([{ it: null }])
  }
})

test('what one keeps in Redis the other does not have, nor is its token known there', async () => {
  const redisOf = ({ url, token }: { url: string; token: string }) =>
    new Redis({ url, token, retry: false, enableTelemetry: false })
  await redisOf(one.parts.redis).set('cart', 'one')
  expect(await redisOf(two.parts.redis).get('cart')).toBeNull()
  await expect(redisOf({ ...two.parts.redis, token: one.parts.redis.token }).get('cart')).rejects.toThrow()
})

test('a message of one reaches that one, signed by its own keys, and its token is not known to the other’s bus', async () => {
  const busOf = ({ url, token }: { url: string; token: string }) =>
    new Client({ baseUrl: url, token, enableTelemetry: false })
  const message = { url: `${one.parts.app}/api/shop/events`, body: { from: 'one' } }
  await busOf(one.parts.qstash).publishJSON(message)
  await expect.poll(() => apps[0].arrivals.map(({ path }) => path)).toContain('/api/shop/events')
  expectConsoleError(/failed with status 401/)
  const stolen = busOf({ ...two.parts.qstash, token: one.parts.qstash.token })
  await expect(stolen.publishJSON({ ...message, retries: 0 })).rejects.toThrow()
  expect(apps[1].arrivals).toEqual([])
})

test('a payment of one tells that one alone, signed with its own secret', async () => {
  const { hostname, port } = new URL(one.parts.stripe.url)
  const sdk = new Stripe(one.parts.stripe.secretKey, {
    host: hostname,
    port,
    protocol: 'http',
    telemetry: false,
  })
  const { id } = await sdk.paymentIntents.create({ amount: 100, currency: 'usd' })
  await sdk.paymentIntents.cancel(id)
  const webhook = () =>
    apps[0].arrivals.find(({ path, body }) => path === '/api/webhooks/stripe' && body.includes(id))
  await expect.poll(webhook).toBeTruthy()
  const { body = '', headers } = webhook() ?? {}
  const signature = String(headers?.['stripe-signature'])
  const verify = (stack: LocalStack) =>
    sdk.webhooks.constructEvent(body, signature, stack.env['STRIPE_WEBHOOK_SECRET'] ?? '')
  expect(verify(one).type).toMatch(/^payment_intent\./)
  expect(() => verify(two)).toThrow()
  expect(apps[1].arrivals).toEqual([])
  const other = await fetch(`${two.parts.stripe.url}/v1/payment_intents`, {
    headers: { authorization: `Bearer ${two.parts.stripe.secretKey}` },
  })
  expect(await other.json()).toMatchObject({ data: [] })
})

test('who signs in to one is nobody to the other', async () => {
  const clientOf = (stack: LocalStack) => ({
    issuer: stack.parts.oidc,
    clientId: 'fiftyone',
    clientSecret: stack.env['OIDC_CLIENT_SECRET'] ?? '',
    redirectUri: `${stack.parts.app}/api/auth/callback/oidc`,
  })
  const token = await signedInAt(clientOf(one), 'warehouse@example.com')
  const isActive = async (stack: LocalStack, secret = stack.env['OIDC_CLIENT_SECRET']) => {
    const answer = await fetch(`${stack.parts.oidc}/token/introspection`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`fiftyone:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ token }),
    })
    return answer.ok ? ((await answer.json()) as { active: boolean }).active : answer.status
  }
  expect(await isActive(one)).toBe(true)
  expect(await isActive(two)).toBe(false)
  expect(await isActive(two, one.env['OIDC_CLIENT_SECRET'])).toBe(401)
})
