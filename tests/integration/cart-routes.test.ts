import { Client } from 'pg'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { DELETE, PUT } from '@/app/api/cart/lines/[sku]/route'
import { POST } from '@/app/api/cart/lines/route'
import { GET } from '@/app/api/cart/route'
import { POST as expire } from '@/app/api/jobs/expire-carts/route'
import { POST as reconcile } from '@/app/api/jobs/reconcile-inventory/route'
import { changeLine, getCart } from '@/lib/cart'
import { Cart } from '@/lib/cart/schema'
import { serverConfig } from '@/lib/config/shop/server'
import { route } from '@/lib/http/shop/route'
import { shopDb } from '@/lib/infra/db/shop'
import { redis, withRedis } from '@/lib/infra/redis/client'
import { RestRequester } from '@/lib/infra/redis/requester'
import { getAvailability } from '@/lib/inventory'
import { UnknownShopper } from '@/lib/shopper'
import { checkoutRequest, press } from '../support/buyer'
import { givenStock, newShopper, request, type RequestOptions, seedCatalog } from '../support/fixtures'

Object.assign(process.env, { CLIENT_ADDRESS_HEADER: 'x-real-ip' })
const [SKU, OTHER, SCARCE] = ['RDG-SND', 'FLD-STL', 'DUN-INK']

type Options = Omit<RequestOptions, 'method'>
const params = (sku: string) => ({ params: Promise.resolve({ sku }) })
const get = (options: Options = {}) => GET(request('/api/cart', options))
const post = (body: unknown, options: Options = {}) =>
  POST(request('/api/cart/lines', { ...options, method: 'POST', body }))
const put = (sku: string, body: unknown, options: Options = {}) =>
  PUT(request(`/api/cart/lines/${sku}`, { ...options, method: 'PUT', body }), params(sku))
const del = (sku: string, options: Options = {}) =>
  DELETE(request(`/api/cart/lines/${sku}`, { ...options, method: 'DELETE' }), params(sku))
const cartOf = async (response: Response) => Cart.parse(await response.json())
const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
const inDatabase = async () => ({
  carts: await shopDb().cart.count(),
  lines: await shopDb().cartLine.aggregate({ _sum: { quantity: true } }),
  customers: await shopDb().customer.count(),
})

beforeAll(async () => {
  await seedCatalog()
  await givenStock(SKU, 60)
  await givenStock(OTHER, 60)
  await givenStock(SCARCE, 2)
})

test('a plain visitor: an empty cart, no cookie, nothing stored', async () => {
  const before = await inDatabase()
  const response = await get()
  expect(await cartOf(response)).toMatchObject({ id: null, version: 0, lines: [] })
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  expect(response.headers.getSetCookie()).toEqual([])
  expect(await inDatabase()).toEqual(before)
})

test('the first thing put in makes the guest, and the cookie leads back to the cart', async () => {
  const added = await post({ sku: SKU, quantity: 2 })
  expect(added.status).toBe(200)
  const [shopper, hint] = added.headers.getSetCookie()
  expect(shopper).toMatch(/^shopper=.*; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
  expect(hint).toMatch(/^has_cart=1; Path=\/; SameSite=Lax/)
  const cookie = cookiesOf(added)
  const cart = await cartOf(added)
  expect(await cartOf(await get({ cookie }))).toEqual(cart)

  const more = await post({ sku: OTHER }, { cookie })
  expect(more.headers.getSetCookie()).toEqual([])
  expect((await cartOf(more)).lines).toMatchObject([
    { sku: SKU, quantity: 2, held: 2 },
    { sku: OTHER, quantity: 1, held: 1 },
  ])
  expect((await cartOf(await put(SKU, { quantity: 5 }, { cookie }))).lines[0]).toMatchObject({ quantity: 5 })
  expect((await cartOf(await put(SKU, { quantity: 0 }, { cookie }))).lines).toMatchObject([{ sku: OTHER }])
  expect((await cartOf(await del(OTHER, { cookie }))).lines).toEqual([])
  const again = await del(OTHER, { cookie })
  expect(again.status).toBe(200)
  expect((await cartOf(again)).id).toBe(cart.id)
})

test('an add of plentiful stock asks Postgres twice and Redis once; a new shopper asks Postgres once and Redis twice', async () => {
  const { cookie } = await newShopper()
  const headers = { 'x-real-ip': '192.0.2.1' }
  await post({ sku: SKU }, { cookie, headers })
  // A Redis that does not know a limit's script yet is sent it, with a request more.
  await post({ sku: SKU }, { headers: { 'x-real-ip': '192.0.2.3' } })
  const [questions, requests] = [
    vi.spyOn(Client.prototype, 'query'),
    vi.spyOn(RestRequester.prototype, 'request'),
  ]
  onTestFinished(() => [questions, requests].forEach((spy) => spy.mockRestore()))
  const asked = async (options: Options) => {
    // What the last add left to be asked along goes now, and not in the middle of this one.
    await withRedis(
      (client) => client.ping(),
      () => 'away',
    )
    questions.mockClear()
    requests.mockClear()
    expect((await post({ sku: SKU }, options)).status).toBe(200)
    return { postgres: questions.mock.calls.length, redis: requests.mock.calls.length }
  }
  expect(await asked({ cookie, headers }), 'the secret is proven, then the line is written').toEqual({
    postgres: 2,
    redis: 1,
  })
  expect(await asked({ headers: { 'x-real-ip': '192.0.2.2' } })).toEqual({ postgres: 1, redis: 2 })
})

test('refusals say what can be had, as problem+json; a refused guest gets no cookie and no row', async () => {
  const before = await inDatabase()
  const short = await post({ sku: SCARCE, quantity: 3 })
  expect(short.status).toBe(409)
  expect(short.headers.get('content-type')).toBe('application/problem+json')
  expect(short.headers.getSetCookie()).toEqual([])
  expect(await short.json()).toMatchObject({
    status: 409,
    code: 'insufficient_stock',
    available: 2,
    detail: 'Only 2 left.',
  })
  expect(await inDatabase()).toEqual(before)

  const { cookie } = await newShopper()
  await post({ sku: SKU, quantity: 9 }, { cookie })
  const limit = await post({ sku: SKU, quantity: 2 }, { cookie })
  expect([limit.status, await limit.json()]).toMatchObject([409, { code: 'line_limit' }])
  const put409 = await put(SCARCE, { quantity: 3 }, { cookie })
  expect([put409.status, await put409.json()]).toMatchObject([
    409,
    { code: 'insufficient_stock', available: 2 },
  ])
  for (const response of [
    await post({ sku: 'NO-SUCH' }, { cookie }),
    await put('NO-SUCH', { quantity: 1 }, { cookie }),
  ]) {
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'unknown_sku' }])
  }
  expect((await cartOf(await get({ cookie }))).lines).toMatchObject([{ sku: SKU, quantity: 9 }])
})

test('without a cookie there is nothing to set, and nothing to remove', async () => {
  const before = await inDatabase()
  const set = await put(SKU, { quantity: 1 })
  expect([set.status, await set.json()]).toMatchObject([404, { code: 'not_found' }])
  const removed = await del(SKU)
  expect([removed.status, await removed.json()]).toMatchObject([200, { id: null, lines: [] }])
  expect(await inDatabase()).toEqual(before)
})

test("another guest's cart can't be reached: a planted id is nobody", async () => {
  const victim = await newShopper()
  await changeLine({ change: 'add', shopper: victim.shopper, sku: SKU, quantity: 3 })
  const { customerId } = victim.shopper
  const forged = `shopper=${customerId}.${Buffer.alloc(16).toString('base64url')}`
  expect((await cartOf(await get({ cookie: forged }))).lines).toEqual([])
  expect((await put(SKU, { quantity: 1 }, { cookie: forged })).status).toBe(404)
  expect((await cartOf(await del(SKU, { cookie: forged }))).id).toBeNull()
  const added = await post({ sku: OTHER }, { cookie: forged })
  expect(cookiesOf(added)).not.toContain(customerId)
  expect((await getCart(victim.shopper)).lines).toMatchObject([{ sku: SKU, quantity: 3 }])
})

test('a handler runs once: for the proven shopper, or for a new guest where the secret is wrong', async () => {
  const { cookie, shopper } = await newShopper()
  await post({ sku: OTHER }, { cookie })
  const seen: string[] = []
  const refusing = route({ shopper: 'create' }, ({ shopper: { customerId } }) => {
    seen.push(customerId)
    throw new UnknownShopper()
  })
  const ask = (options: Options) =>
    refusing(request('/api/cart/lines', { ...options, method: 'POST' }), { params: Promise.resolve({}) })
  const known = await ask({ cookie })
  expect([known.status, known.headers.getSetCookie(), seen]).toEqual([404, [], [shopper.customerId]])

  const forged = `shopper=${shopper.customerId}.${Buffer.alloc(16).toString('base64url')}`
  const guest = await ask({ cookie: forged })
  expect([guest.status, guest.headers.getSetCookie()]).toEqual([404, []])
  expect(seen).toHaveLength(2)
  expect(seen[1]).not.toBe(shopper.customerId)
})

const writes = {
  POST: (options: Options) => post({ sku: SKU, quantity: 1 }, options),
  PUT: (options: Options) => put(SKU, { quantity: 2 }, options),
  DELETE: (options: Options) => del(SKU, options),
}

test.each(Object.entries(writes))('%s from another site, or from nowhere, is refused', async (_, write) => {
  const { cookie } = await newShopper()
  const before = await inDatabase()
  for (const origin of [
    null,
    'null',
    'https://evil.example',
    'http://localhost:3001',
    'https://localhost:3000',
  ]) {
    const response = await write({ cookie, origin })
    expect([response.status, await response.json()], String(origin)).toMatchObject([
      403,
      { code: 'foreign_origin' },
    ])
  }
  expect(await inDatabase()).toEqual(before)
})

test('a form is 415, a long body 413, and neither writes', async () => {
  const { cookie } = await newShopper()
  const before = await inDatabase()
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
    const headers = { 'content-type': type }
    const body = JSON.stringify({ sku: SKU, quantity: 1 })
    expect((await post(body, { cookie, headers })).status, type).toBe(415)
    expect((await put(SKU, body, { cookie, headers })).status, type).toBe(415)
  }
  const long = JSON.stringify({ sku: SKU, quantity: 1, note: 'x'.repeat(17_000) })
  expect((await post(long, { cookie })).status).toBe(413)
  expect((await put(SKU, long, { cookie })).status).toBe(413)
  expect(await inDatabase()).toEqual(before)
})

test.each([
  ['not JSON', '{'],
  ['no body', ''],
  ['a list', []],
  ['no SKU', { quantity: 1 }],
  ['a SKU in lower case', { sku: 'rdg-snd' }],
  ['a number for a SKU', { sku: 7 }],
  ['none', { sku: SKU, quantity: 0 }],
  ['less than none', { sku: SKU, quantity: -1 }],
  ['more than the limit', { sku: SKU, quantity: 11 }],
  ['a fraction', { sku: SKU, quantity: 1.5 }],
  ['a text', { sku: SKU, quantity: '1' }],
  ['far too many', { sku: SKU, quantity: 1e21 }],
  ['a price', { sku: SKU, quantity: 1, price: 1 }],
  ['a prototype', '{"sku":"RDG-SND","quantity":1,"__proto__":{"admin":true}}'],
])('adding %s is 422 and writes nothing', async (_, body) => {
  const { cookie } = await newShopper()
  const before = await inDatabase()
  const response = await post(body, { cookie })
  expect([response.status, await response.json()]).toMatchObject([
    422,
    {
      code: 'invalid_input',
      errors: expect.arrayContaining([expect.objectContaining({ message: expect.any(String) })]),
    },
  ])
  expect(await inDatabase()).toEqual(before)
})

test('setting the impossible is 422', async () => {
  const { cookie } = await newShopper()
  for (const body of [{}, { quantity: 11 }, { quantity: -1 }, { quantity: 1, sku: OTHER }, null]) {
    expect((await put(SKU, body, { cookie })).status, JSON.stringify(body)).toBe(422)
  }
  expect((await put('not a sku', { quantity: 1 }, { cookie })).status).toBe(422)
  expect((await del('not a sku', { cookie })).status).toBe(422)
})

test('changing the cart ends its open order first, and its units go back to the cart', async () => {
  const { shopper, cookie } = await newShopper()
  const { customerId } = shopper
  await post({ sku: SCARCE, quantity: 2 }, { cookie })
  await press(customerId, await checkoutRequest(customerId, 'pm_card_threeDSecure2Required'))
  expect((await shopDb().order.findFirstOrThrow({ where: { customerId } })).status).toBe('PAYING')
  expect((await getAvailability([SCARCE])).items).toMatchObject([{ state: 'sold_out', inCarts: 0 }])

  const response = await post({ sku: OTHER, quantity: 1 }, { cookie })
  expect(await cartOf(response)).toMatchObject({
    lines: [
      { sku: SCARCE, quantity: 2, held: 2 },
      { sku: OTHER, held: 1 },
    ],
    notices: [],
  })
  expect((await shopDb().order.findFirstOrThrow({ where: { customerId } })).status).toBe('CANCELED')
  expect((await getAvailability([SCARCE])).items).toMatchObject([{ state: 'in_carts', inCarts: 2 }])
  await del(SCARCE, { cookie })
})

test('Redis is lost while an order is open: reconciling does not hold what the order has reserved', async () => {
  const [paying, waiting] = [await newShopper(), await newShopper()]
  await post({ sku: SCARCE, quantity: 1 }, { cookie: paying.cookie })
  await post({ sku: SCARCE, quantity: 1 }, { cookie: waiting.cookie })
  const { customerId } = paying.shopper
  await press(customerId, await checkoutRequest(customerId, 'pm_card_threeDSecure2Required'))
  await redis().unlink(...(await redis().keys(`${serverConfig().REDIS_PREFIX}:*`)), 'none')

  const job = () => reconcile(asJob('/api/jobs/reconcile-inventory'))
  expect(await (await job()).json()).toMatchObject({
    reachable: true,
    stockDrift: 0,
    restored: expect.any(Number),
  })
  expect((await getAvailability([SCARCE])).items).toEqual([
    { sku: SCARCE, available: 0, inCarts: 1, state: 'in_carts' },
  ])
  expect(await (await job()).json()).toMatchObject({ stockDrift: 0, heldDrift: 0, filled: 0, restored: 0 })
})

const asJob = (path: string, secret = serverConfig().CRON_SECRET) =>
  request(path, { method: 'POST', origin: null, headers: { authorization: `Bearer ${secret}` } })

test.each([
  ['expire-carts', expire],
  ['reconcile-inventory', reconcile],
] as const)(
  'the job %s runs for those who prove who they are, and answers with counts',
  async (name, run) => {
    const path = `/api/jobs/${name}`
    const done = await run(asJob(path))
    expect(done.status).toBe(200)
    expect(Object.values(await done.json())).toContainEqual(expect.any(Number))
    expect((await run(asJob(path, 'wrong'))).status).toBe(401)
    expect((await run(request(path, { method: 'POST' }))).status).toBe(401)
  },
)
