import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeLine, signInShopper } from '@/lib/cart'
import { advanceOrders, cancelOpenOrder, handleStripeWebhook } from '@/lib/checkout'
import { serverConfig } from '@/lib/config/shop/server'
import { relayShopOutbox } from '@/lib/events/shop'
import { endSessions, findShopper } from '@/lib/shopper'
import { shopDb } from '@/lib/infra/db/shop'
import { listIntents } from '@/lib/infra/stripe/intents'
import { redis } from '@/lib/infra/redis/client'
import { addAddress, makeOrderLink } from '@/lib/orders'
import { startLocalOidc } from '@/local/oidc'
import { startLocalQStash } from '@/local/qstash'
import { startLocalStripe } from '@/local/stripe'
import { ADDRESS } from '../support/address'
import { cardToken, checkoutRequest, laterQueue, press, outcomeOf } from '../support/buyer'
import { consoleLines, expectConsoleError } from '../support/console'
import { givenStock, newShopper, seedCatalog } from '../support/fixtures'
import { newSession, sessionCookie } from '../support/session'
import { signedInAt } from '../support/sign-in'

// Purchases, a decline, a late capture and its refund, sign-ins, a claim; then everything that is kept is read.

const [stripe, bus, oidc] = await Promise.all([startLocalStripe(), startLocalQStash(), startLocalOidc()])
Object.assign(process.env, {
  STRIPE_API_URL: stripe.url,
  QSTASH_URL: bus.url,
  QSTASH_TOKEN: bus.token,
  OIDC_ISSUER: oidc.issuer,
  OIDC_CLIENT_ID: oidc.clientId,
  OIDC_CLIENT_SECRET: oidc.clientSecret,
})
afterAll(() => Promise.all([stripe.close(), bus.close(), oidc.close()]))

const SKU = 'RDG-SND'
/** What must not be found, by what it is. Collected while things happen. */
const secrets = new Map<string, string>()

/** The processor's ids and keys, and card data, by their shape. */
const SHAPES = {
  'an id or key of the processor':
    /\b(pi|pm|ch|py|ctoken|evt|cus|re|seti|card|tok|src|(sk|rk|pk)_(test|live)|whsec)_[A-Za-z0-9]{6,}/,
  'a card number': /\b(4242|4000|5555|3782|6011)[ -]?\d{4}[ -]?\d{4}[ -]?\d{2,4}\b/,
  'a security code': /"?(cvc|cvv|exp_month|exp_year|last4|fingerprint)"?\s*[:=]/i,
  'a JSON web token': /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
}

const pairs = (cookies: readonly string[]) => cookies.map((line) => line.split(';', 1)[0] ?? '')

beforeAll(async () => {
  await seedCatalog()
  await givenStock(SKU, 100)
})

test('first, everything that could leave a trace happens', async () => {
  expectConsoleError(/alert.late_capture_refunded/)
  // A guest buys; the card is declined at first.
  const guest = await newShopper()
  keep('a guest’s secret', guest.cookie.split(';')[0]?.split('.')[1])
  await changeLine({ change: 'add', shopper: guest.shopper, sku: SKU, quantity: 2 })
  const declined = await checkoutRequest(guest.shopper.customerId, 'pm_card_visa_chargeDeclined')
  keep('a confirmation token', declined.confirmationToken)
  expect(outcomeOf(await press(guest.shopper.customerId, declined))).toBe('payment_declined')
  const paid = { ...declined, confirmationToken: await cardToken() }
  keep('a confirmation token', paid.confirmationToken)
  expect(outcomeOf(await press(guest.shopper.customerId, paid))).toBe('paid')
  const order = await shopDb().order.findFirstOrThrow({ where: { customerId: guest.shopper.customerId } })
  const link = await makeOrderLink({ customerIds: [order.customerId], number: order.number })
  keep('a link to an order', link.url.split('/').at(-1))

  // A webhook tells of it once more.
  for await (const intent of listIntents(0)) {
    await handleStripeWebhook(
      { eventId: 'evt_1234567890abcdef', type: 'payment_intent.succeeded', intentId: intent.id },
      laterQueue().later,
    )
  }

  // Someone gives up, and the bank pays all the same: the money goes back.
  const late = await newShopper()
  await changeLine({ change: 'add', shopper: late.shopper, sku: SKU, quantity: 1 })
  const wanted = await checkoutRequest(late.shopper.customerId, 'pm_card_threeDSecure2Required')
  await press(late.shopper.customerId, wanted)
  const open = await shopDb().order.findFirstOrThrow({ where: { customerId: late.shopper.customerId } })
  // Only a fault can bring this about: the order ends behind the fence's back.
  await shopDb()
    .$queryRaw`SELECT checkout_release(${open.customerId}::uuid, ${open.id}::uuid, 'PAYING', 'test')`
  for await (const { id, state, clientSecret } of listIntents(0)) {
    if (state !== 'needs_action') continue
    keep('an id of the processor', id)
    keep('a client secret', clientSecret)
    await fetch(`${stripe.url}/_local/3ds/${id}/complete`, { method: 'POST' })
    const hint = { eventId: 'evt_late567890abcdef', type: 'payment_intent.succeeded', intentId: id }
    await handleStripeWebhook(hint, laterQueue().later)
  }
  await advanceOrders()

  // Sam signs in, keeps an address, and signs out in the end.
  const accessToken = await signedInAt(oidc, 'shopper@example.com')
  keep('an access token', accessToken)
  const email = 'shopper@example.com'
  const person = { issuer: oidc.issuer, subject: 'sam', email, emailVerified: true, name: 'Sam' }
  const shopper = await findShopper(guest.cookie)
  const signedIn = await signInShopper({ person, shopper, endOpenOrder: cancelOpenOrder })
  keep('a signed-in browser’s secret', pairs(signedIn.cookies)[0]?.split('.')[1])
  const session = newSession({ accountId: signedIn.accountId, accessToken })
  keep('a session', (await sessionCookie(session)).split('=')[1])
  await addAddress({ customerId: signedIn.customerId, address: ADDRESS, isDefault: true })
  await changeLine({ change: 'add', shopper: await browserOf(signedIn.cookies), sku: SKU, quantity: 1 })
  await endSessions(session, 'this')
  await relayShopOutbox()

  const own = serverConfig()
  for (const name of [
    'NEXTAUTH_SECRET',
    'LOOKUP_KEY',
    'CRON_SECRET',
    'OIDC_CLIENT_SECRET',
    'STRIPE_SECRET_KEY',
    'STRIPE_WEBHOOK_SECRET',
    'QSTASH_TOKEN',
  ] as const)
    keep(name, own[name])
}, 120_000)

async function browserOf(cookies: readonly string[]) {
  const shopper = await findShopper(pairs(cookies).join('; '))
  if (!shopper) throw new Error('the browser is nobody')
  return shopper
}

function keep(what: string, secret: string | undefined): void {
  if (!secret) throw new Error(`there is no ${what} to look for`)
  secrets.set(secret, what)
}

/** What of `text` should not be there, in words. */
function findings(where: string, text: string): string[] {
  const shapes = Object.entries(SHAPES).flatMap(([what, shape]) => {
    const found = shape.exec(text)
    return found ? [`${where}: ${what} (${found[0].slice(0, 12)}…)`] : []
  })
  const known = [...secrets]
    .filter(([secret]) => text.includes(secret))
    .map(([, what]) => `${where}: ${what}`)
  return [...shapes, ...known]
}

/** Every table of a database as text; bytes as they are, so that what is not encrypted shows. */
async function dump(url: string): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    )
    const texts = new Map<string, string>()
    for (const { name } of tables) {
      const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM ${name}`)
      const values = rows.flatMap((row) => Object.values(row))
      texts.set(name, values.map((value) => asText(value)).join('\n'))
    }
    return texts
  } finally {
    await client.end()
  }
}

function asText(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1')
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

test('the search finds what it is for', () => {
  for (const text of [
    'x pi_3Nabcdef12 y',
    'ctoken_abcdefgh',
    '4242 4242 4242 4242',
    '"cvc":"123"',
    'sk_test_abcdefg',
  ])
    expect(findings('here', text)).toHaveLength(1)
  expect(secrets.size).toBeGreaterThan(12)
  for (const secret of secrets.keys()) expect(findings('here', `a ${secret} b`)).not.toEqual([])
})

test.each([
  ['the shop', 'DATABASE_URL', 12],
  ['the warehouse', 'FULFILLMENT_DATABASE_URL', 4],
])(
  'a dump of the database of %s opens nothing at the processor, and nobody’s session',
  async (_, variable, least) => {
    const tables = await dump(process.env[variable] ?? '')
    expect(tables.size).toBeGreaterThanOrEqual(least)
    expect([...tables].flatMap(([name, text]) => findings(name, text))).toEqual([])
  },
)

test('what the dump was read for has happened', async () => {
  const db = shopDb()
  expect(await db.payment.count()).toBeGreaterThanOrEqual(2)
  expect(await db.refund.count({ where: { status: 'DONE' } })).toBe(1)
  expect(await db.stripeEvent.count()).toBeGreaterThanOrEqual(1)
  expect(await db.customerToken.count({ where: { accountId: { not: null } } })).toBe(1)
  expect(await db.outboxEvent.count()).toBeGreaterThanOrEqual(1)
})

test('Redis keeps counts and holds, and no secret', async () => {
  const names = await redis().keys(`${serverConfig().REDIS_PREFIX}:*`)
  expect(names.length).toBeGreaterThan(1)
  const kept: string[] = [...names]
  for (const name of names) {
    const type = await redis().type(name)
    if (type === 'string') kept.push(String(await redis().get(name)))
    if (type === 'hash') kept.push(JSON.stringify(await redis().hgetall(name)))
    if (type === 'zset') kept.push(JSON.stringify(await redis().zrange(name, 0, -1)))
  }
  expect(kept.flatMap((text) => findings('Redis', text))).toEqual([])
})

test('the log says none of it either', () => {
  expect(consoleLines()).not.toEqual([])
  expect(consoleLines().flatMap((line) => findings('log', line))).toEqual([])
})
