import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { changeLine, getCart } from '@/lib/cart'
import { serverConfig } from '@/lib/config/shop/server'
import { shopDb } from '@/lib/infra/db/shop'
import { redis } from '@/lib/infra/redis/client'
import { adjustStock, getAvailability, reconcileInventory } from '@/lib/inventory'
import { startFaultyRedis } from '../support/faulty-redis'
import { newShopper, seedCatalog } from '../support/fixtures'
import { holdUnits, readHolds } from '../support/holds'

const faulty = await startFaultyRedis({ engine: 'memory' })
Object.assign(process.env, { UPSTASH_REDIS_REST_URL: faulty.url, UPSTASH_REDIS_REST_TOKEN: faulty.token })

const [A, B, C, D, E] = ['DUN-INK', 'FLD-STL', 'RDG-SND', 'FLD-BLK', 'DUN-TER']
const countOf = async (sku: string) => (await getAvailability([sku])).items[0]
const truthOf = (sku: string) => shopDb().stock.findUniqueOrThrow({ where: { sku } })
/** The breaker asks Redis again two seconds after it has opened. */
const isBack = () =>
  vi.waitFor(async () => expect((await reconcileInventory()).reachable).toBe(true), {
    timeout: 6_000,
    interval: 200,
  })

beforeAll(async () => {
  await seedCatalog()
})
beforeEach(async () => {
  faulty.mode = 'answers'
  await isBack()
})
afterAll(() => faulty.close())

test.each(['hangs up', 'is paused'] as const)(
  'Redis %s: the last known counts serve, quickly, and then without asking',
  async (fault) => {
    await holdUnits({ cartId: randomUUID(), sku: A, quantity: 2 })
    const known = await countOf(A)
    faulty.mode = fault
    const start = performance.now()
    expect(await countOf(A)).toEqual(known)
    expect(performance.now() - start).toBeLessThan(1_000)
    for (let i = 0; i < 5; i++) await countOf(A)
    faulty.asked = 0
    const reads = vi.spyOn(shopDb().stock, 'findMany')
    await Promise.all(Array.from({ length: 300 }, () => countOf(A)))
    expect(faulty.asked).toBe(0)
    expect(reads).not.toHaveBeenCalled()
    reads.mockRestore()
  },
)

test('Redis is away and nothing is known: Postgres is read at most once a second for a SKU', async () => {
  faulty.mode = 'hangs up'
  const reads = vi.spyOn(shopDb().stock, 'findMany')
  const counts = await Promise.all(Array.from({ length: 300 }, () => countOf(B)))
  const { onHand, reserved } = await truthOf(B)
  for (const count of counts) expect(count).toMatchObject({ available: onHand - reserved, inCarts: 0 })
  for (let i = 0; i < 20; i++) expect((await getAvailability(['NO-SUCH'])).items).toEqual([])
  const of = (sku: string) => reads.mock.calls.filter(([query]) => JSON.stringify(query).includes(sku))
  expect(of(B)).toHaveLength(1)
  expect(of('NO-SUCH').length).toBeLessThanOrEqual(2)
  reads.mockRestore()
})

test('Redis is away: a cart is filled by the truth of Postgres, and nothing is said to have lapsed', async () => {
  faulty.mode = 'hangs up'
  const { shopper } = await newShopper()
  const cart = await changeLine({ change: 'add', shopper, sku: C, quantity: 2 })
  expect(cart.lines).toMatchObject([{ sku: C, quantity: 2, held: 0, holdExpiresAt: null }])
  expect(cart.notices).toEqual([])
  expect(await getCart(shopper)).toEqual(cart)

  const { onHand, reserved } = await truthOf(C)
  await adjustStock({ sku: C, delta: -(onHand - reserved - 3), reason: 'test', actor: 'test' })
  await expect(changeLine({ change: 'add', shopper, sku: C, quantity: 2 })).rejects.toMatchObject({
    code: 'insufficient_stock',
    extra: { available: 3 },
  })
  expect(await holdUnits({ cartId: randomUUID(), sku: C, quantity: 3 })).toMatchObject({
    granted: true,
    expiresAt: null,
  })
  expect(await readHolds({ cartId: randomUUID(), skus: [C] })).toEqual(new Map())

  faulty.mode = 'answers'
  await isBack()
  const again = await changeLine({ change: 'add', shopper, sku: C, quantity: 1 })
  expect(again.lines).toMatchObject([{ sku: C, quantity: 3, held: 3 }])
})

test('stock that changed while Redis was away is right in the first answer after it', async () => {
  const before = await countOf(D)
  faulty.mode = 'hangs up'
  await adjustStock({ sku: D, delta: 5, reason: 'delivery', actor: 'test' })
  expect((await countOf(D))?.available, 'this process knows already').toBe((before?.available ?? 0) + 5)
  faulty.mode = 'answers'
  await vi.waitFor(
    async () => {
      faulty.asked = 0
      const count = await countOf(D)
      expect(count?.available).toBe((before?.available ?? 0) + 5)
      expect(faulty.asked).toBe(1)
    },
    { timeout: 6_000, interval: 100 },
  )
})

test('Redis falls silent for a moment under 200 writers: held is never more than there is', async () => {
  const { onHand, reserved } = await truthOf(E)
  await adjustStock({ sku: E, delta: 40 - (onHand - reserved), reason: 'test', actor: 'test' })
  const carts = Array.from({ length: 200 }, () => randomUUID())
  let promised = 0
  for (const [i, cartId] of carts.entries()) {
    if (i === 60) faulty.mode = 'hangs up'
    if (i === 70) faulty.mode = 'answers'
    const { expiresAt } = await holdUnits({ cartId, sku: E, quantity: 1 })
    if (expiresAt) promised += 1
  }
  // On a machine that starves Redis may be away again at any moment; what it says then is nothing, not "none held".
  const { inCarts, holders } = await vi.waitFor(
    async () => {
      await isBack()
      const inCarts = (await countOf(E))?.inCarts ?? 0
      let holders = 0
      for (const cartId of carts) holders += (await readHolds({ cartId, skus: [E] })).size
      expect((await reconcileInventory()).reachable).toBe(true)
      expect(holders).toBe(inCarts)
      return { inCarts, holders }
    },
    { timeout: 20_000, interval: 500 },
  )
  expect(inCarts).toBeLessThanOrEqual(40)
  expect(holders, 'who was told until when, has it').toBeGreaterThanOrEqual(promised)
  expect(serverConfig().UPSTASH_REDIS_REST_URL).toBe(faulty.url)
  expect(await redis().ping()).toBe('PONG')
})
