import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { GET } from '@/app/api/availability/route'
import { changeLine } from '@/lib/cart'
import { Availability } from '@/lib/inventory/schema'
import { serverConfig } from '@/lib/config/shop/server'
import { shopDb } from '@/lib/infra/db/shop'
import { redis } from '@/lib/infra/redis/client'
import { RestRequester } from '@/lib/infra/redis/requester'
import { givenStock, newShopper, request, seedCatalog } from '../support/fixtures'

const later = vi.hoisted(() => [] as (() => Promise<unknown>)[])
vi.mock('next/server', () => ({ after: (task: () => Promise<unknown>) => void later.push(task) }))

const [A, B, C] = ['DUN-INK', 'FLD-STL', 'RDG-SND']

const ask = (query: string, headers: Record<string, string> = {}) =>
  GET(request(`/api/availability?${query}`, { headers }))
const items = async (query: string) => Availability.parse(await (await ask(query)).json()).items

beforeAll(async () => {
  await seedCatalog()
  for (const sku of [A, B, C]) await givenStock(sku, 30)
})
beforeEach(() => void later.splice(0))

test('says what can be bought of each SKU, in one order, each once, without the unknown ones', async () => {
  const response = await ask(`sku=${C}&sku=${A}&sku=NO-SUCH&sku=${C}&sku=${B}&utm_source=x`)
  expect(response.status).toBe(200)
  const body = Availability.parse(await response.json())
  expect(body.items.map(({ sku }) => sku)).toEqual([A, B, C].sort())
  expect(Math.abs(Date.parse(body.asOf) - Date.now())).toBeLessThan(5_000)
  const truth = await shopDb().stock.findUniqueOrThrow({ where: { sku: A } })
  expect(body.items.find(({ sku }) => sku === A)).toMatchObject({
    available: truth.onHand - truth.reserved,
    inCarts: 0,
  })
})

test('a CDN may keep it for a second, a browser not at all; it names and sets no cookie', async () => {
  const { shopper, cookie } = await newShopper()
  await changeLine({ change: 'add', shopper, sku: A, quantity: 1 })
  const anonymous = await ask(`sku=${A}`)
  const known = await ask(`sku=${A}`, { cookie })
  for (const response of [anonymous, known]) {
    expect(response.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=1')
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('vary')).toBeNull()
  }
  const [a, b] = [Availability.parse(await anonymous.json()), Availability.parse(await known.json())]
  expect(a.items).toEqual(b.items)
})

test('the same counts have the same ETag, however they are asked for, and 304 has no body', async () => {
  const first = await ask(`sku=${B}&sku=${A}`)
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^W\/"[\w-]{22}"$/)
  for (const tag of [etag, `"other", ${etag}`, etag.replace('W/', ''), '*']) {
    const again = await ask(`sku=${A}&sku=${B}&sku=${A}`, { 'if-none-match': tag })
    expect(again.status, tag).toBe(304)
    expect(again.headers.get('etag')).toBe(etag)
    expect(again.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=1')
    expect(await again.text()).toBe('')
  }
  const { shopper } = await newShopper()
  await changeLine({ change: 'add', shopper, sku: A, quantity: 1 })
  const changed = await ask(`sku=${A}&sku=${B}`, { 'if-none-match': etag })
  expect(changed.status).toBe(200)
  expect(changed.headers.get('etag')).not.toBe(etag)
})

test('in steady state Redis alone is asked: one command a SKU, all in one request', async () => {
  await ask(`sku=${A}&sku=${B}&sku=${C}`)
  const reads = vi.spyOn(shopDb().stock, 'findMany')
  const requests = vi.spyOn(RestRequester.prototype, 'request')
  for (let i = 0; i < 50; i++) expect(await items(`sku=${A}&sku=${B}&sku=${C}`)).toHaveLength(3)
  expect(reads).not.toHaveBeenCalled()
  expect(requests).toHaveBeenCalledTimes(50)
  for (const [{ body }] of requests.mock.calls) {
    expect(body).toEqual([A, B, C].map(() => expect.arrayContaining(['evalsha', 6])))
  }
  reads.mockRestore()
  requests.mockRestore()
})

test('a crowd that asks at once shares reads, and nobody is told a count from before the question', async () => {
  await ask(`sku=${A}`)
  const { shopper } = await newShopper()
  const requests = vi.spyOn(RestRequester.prototype, 'request')
  // In turns of the event loop, so that the client can't gather them into one request by itself.
  const asking: Promise<unknown>[] = []
  for (let i = 0; i < 200; i++) {
    asking.push(items(`sku=${A}`))
    await new Promise(setImmediate)
  }
  await Promise.all(asking)
  expect(requests.mock.calls.length).toBeLessThan(150)
  requests.mockRestore()

  const [before] = await items(`sku=${A}`)
  let stop = false
  const crowd = (async () => {
    while (!stop) await Promise.all(Array.from({ length: 10 }, () => items(`sku=${A}`)))
  })()
  for (let units = 1; units <= 5; units++) {
    await changeLine({ change: 'add', shopper, sku: A, quantity: 1 })
    const [after] = await items(`sku=${A}`)
    expect(after?.inCarts).toBe((before?.inCarts ?? 0) + units)
  }
  stop = true
  await crowd
})

test('Redis is emptied: the next answer is right, and the holds of active carts come back by themselves', async () => {
  const { shopper } = await newShopper()
  await changeLine({ change: 'add', shopper, sku: C, quantity: 2 })
  await ask(`sku=${C}`)
  await Promise.all(later.splice(0).map((task) => task()))
  const [before] = await items(`sku=${C}`)

  await redis().unlink(...(await redis().keys(`${serverConfig().REDIS_PREFIX}:*`)), 'none')
  const [emptied] = await items(`sku=${C}`)
  expect(emptied).toMatchObject({ inCarts: 0, available: (before?.available ?? 0) + (before?.inCarts ?? 0) })
  expect(later.length).toBeGreaterThan(0)
  await Promise.all(later.splice(0).map((task) => task()))
  expect(await items(`sku=${C}`)).toEqual([before])
})

test.each([
  ['no SKU', ''],
  ['not a SKU', 'sku=a%20b'],
  ['an empty SKU', 'sku='],
  ['a very long SKU', `sku=${'A'.repeat(400)}`],
  ['too many', Array.from({ length: 51 }, (_, i) => `sku=SKU-${i}`).join('&')],
])('%s is 422, and no cache keeps it', async (_, query) => {
  const response = await ask(query)
  expect(response.status).toBe(422)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.json()).toMatchObject({ code: 'invalid_input', errors: [expect.anything()] })
})

test('50 SKUs at once are answered', async () => {
  const response = await ask(Array.from({ length: 50 }, (_, i) => `sku=SKU-${i}`).join('&'))
  expect(response.status).toBe(200)
})
