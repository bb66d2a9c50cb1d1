import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { GET as availability } from '@/app/api/availability/route'
import { POST } from '@/app/api/cart/lines/route'
import { GET } from '@/app/api/cart/route'
import { Cart } from '@/lib/cart/schema'
import { Availability } from '@/lib/inventory/schema'
import { givenStock, newShopper, request, seedCatalog } from '../support/fixtures'
import { wholeMinute } from '../support/whole-minute'

// A hold of 1.2 seconds; 60 and 120 writes a minute become 6 and 12.
Object.assign(process.env, {
  HOLD_MINUTES: '0.02',
  RATE_LIMIT_FACTOR: '0.1',
  CLIENT_ADDRESS_HEADER: 'x-real-ip',
})
vi.mock('next/server', () => ({ after: () => undefined }))

const SKU = 'RDG-SND'
let address = 0
const add = (options: { cookie?: string; headers?: Record<string, string>; quantity?: number }) => {
  const { quantity = 1, ...rest } = options
  return POST(request('/api/cart/lines', { ...rest, body: { sku: SKU, quantity } }))
}
const fromSomewhere = () => ({ 'x-real-ip': `192.0.2.${(address += 1)}` })
const statuses = async (times: number, ask: (time: number) => Promise<Response>) => {
  const found: number[] = []
  for (let time = 0; time < times; time++) found.push((await ask(time)).status)
  return found
}
const countOf = async () => {
  const response = await availability(request(`/api/availability?sku=${SKU}`, { headers: fromSomewhere() }))
  return Availability.parse(await response.json()).items[0]
}

beforeAll(async () => {
  await seedCatalog()
  await givenStock(SKU, 50)
})

beforeEach(wholeMinute)

test('a cart has so many writes a minute, whatever address they come from', async () => {
  const { cookie } = await newShopper()
  const found = await statuses(8, () => add({ cookie, headers: fromSomewhere() }))
  expect(found).toEqual([200, 200, 200, 200, 200, 200, 429, 429])
  const refused = await add({ cookie, headers: fromSomewhere() })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused.json()).toMatchObject({ code: 'too_many_requests', retryAfter: expect.any(Number) })
})

test('an address has so many writes a minute, whatever cart they go to and whoever they claim to be', async () => {
  const headers = fromSomewhere()
  const carts = await Promise.all(Array.from({ length: 14 }, () => newShopper()))
  const found = await statuses(14, (time) =>
    add({ cookie: carts[time]!.cookie, headers: { ...headers, 'x-forwarded-for': `198.51.100.${time}` } }),
  )
  expect(found.filter((status) => status === 200)).toHaveLength(12)
  expect(found.slice(12)).toEqual([429, 429])
})

test('an address makes so many new carts a minute; the carts that it has go on', async () => {
  const headers = fromSomewhere()
  const { cookie } = await newShopper()
  const found = await statuses(5, () => add({ headers }))
  expect(found).toEqual([200, 200, 200, 429, 429])
  expect((await add({ headers, cookie })).status).toBe(200)
})

test('availability is limited by address too', async () => {
  const headers = fromSomewhere()
  const found = await statuses(14, () => availability(request(`/api/availability?sku=${SKU}`, { headers })))
  expect(found.filter((status) => status === 200)).toHaveLength(12)
  expect(found.slice(12)).toEqual([429, 429])
})

test('30 bots fill carts: each has at most 10 of a thing, and all comes back after the hold time', async () => {
  await vi.waitFor(async () => expect(await countOf()).toMatchObject({ available: 50 }), { timeout: 5_000 })
  const bots = await Promise.all(Array.from({ length: 30 }, () => newShopper()))
  const taken: number[] = []
  for (const { cookie } of bots)
    taken.push((await add({ cookie, headers: fromSomewhere(), quantity: 10 })).status)
  expect(taken.filter((status) => status === 200).length).toBeGreaterThanOrEqual(5)
  await vi.waitFor(
    async () => expect(await countOf()).toMatchObject({ available: 50, inCarts: 0, state: 'in_stock' }),
    { timeout: 5_000 },
  )
  const [first] = bots
  const response = await GET(request('/api/cart', first ? { cookie: first.cookie } : {}))
  expect(Cart.parse(await response.json())).toMatchObject({
    holdExpiresAt: null,
    lines: [{ quantity: 10, held: 0 }],
    notices: [{ code: 'hold_lapsed' }],
  })
})
