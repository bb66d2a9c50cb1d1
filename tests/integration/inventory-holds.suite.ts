import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { serverConfig } from '@/lib/config/server'
import { shopDb } from '@/lib/infra/db/shop'
import { redis } from '@/lib/infra/redis/client'
import { keys } from '@/lib/infra/redis/keys'
import {
  adjustStock,
  getAvailability,
  holdLines,
  holdUnits,
  readHolds,
  reconcileInventory,
  reholdCart,
  restoreHolds,
  settleStock,
} from '@/lib/inventory'
import type { AvailabilityItem, StockLevel } from '@/lib/inventory/schema'
import { seedCatalog } from '../support/fixtures'

/**
 * What must hold of holds on every engine that the shop may run on. Each test has a SKU to itself.
 * @param atOnce commands that the engine can answer within the shop's 300 ms
 */
export function holdsBehave(atOnce: number): void {
  const inWaves = async <Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>) => {
    const results: Result[] = []
    for (let from = 0; from < items.length; from += atOnce) {
      results.push(...(await Promise.all(items.slice(from, from + atOnce).map(work))))
    }
    return results
  }
  const skus: string[] = []
  const nextSku = async (units: number): Promise<string> => {
    const sku = skus.pop()
    if (!sku) throw new Error('the catalogue has no more SKUs for tests')
    const { onHand } = await shopDb().stock.findUniqueOrThrow({ where: { sku } })
    if (units !== onHand) await adjustStock({ sku, delta: units - onHand, reason: 'test', actor: 'test' })
    return sku
  }
  const countOf = async (sku: string): Promise<AvailabilityItem> => {
    const { items } = await getAvailability([sku])
    if (!items[0]) throw new Error(`nothing known of ${sku}`)
    return items[0]
  }
  const levelOf = (sku: string): Promise<StockLevel> =>
    shopDb().stock.findUniqueOrThrow({
      where: { sku },
      select: { sku: true, onHand: true, reserved: true, version: true },
    })
  const ourKeys = () => redis().keys(`${serverConfig().REDIS_PREFIX}:*`)
  const loseEverything = async () => {
    await redis().unlink(...(await ourKeys()), 'none')
    await redis().scriptFlush()
  }
  const cart = () => randomUUID()

  beforeAll(async () => {
    await seedCatalog()
    const rows = await shopDb().stock.findMany({ select: { sku: true }, orderBy: { sku: 'asc' } })
    skus.push(...rows.map(({ sku }) => sku))
    // An engine that has just started is slow at first.
    for (const sku of skus) await getAvailability([sku])
  })

  test('300 carts at once for 100 units: exactly 100 are held', async () => {
    const sku = await nextSku(100)
    const carts = Array.from({ length: 300 }, cart)
    const results = await inWaves(carts, (cartId) => holdUnits({ cartId, sku, quantity: 1 }))
    expect(results.filter(({ granted }) => granted)).toHaveLength(100)
    expect(await countOf(sku)).toEqual({ sku, available: 0, inCarts: 100, state: 'in_carts' })
    const held = await inWaves(carts, (cartId) => readHolds({ cartId, skus: [sku] }))
    expect(held.filter((holds) => holds.get(sku)?.quantity === 1)).toHaveLength(100)
  })

  test('300 writers of all sizes, some changing their minds: never more held than there is', async () => {
    const sku = await nextSku(100)
    const carts = Array.from({ length: 60 }, cart)
    const wishes = Array.from({ length: 300 }, (_, i) => ({
      cartId: carts[(i * 7) % carts.length] ?? cart(),
      sku,
      quantity: (i * 31) % 11,
    }))
    const counts = await inWaves(wishes, async (wish) => {
      await holdUnits(wish)
      return wish.quantity === 5 ? countOf(sku) : null
    })
    for (const count of counts) if (count) expect(count.available + count.inCarts).toBe(100)
    const held = await inWaves(carts, (cartId) => readHolds({ cartId, skus: [sku] }))
    const sum = held.reduce((all, holds) => all + (holds.get(sku)?.quantity ?? 0), 0)
    expect(sum).toBeLessThanOrEqual(100)
    expect((await countOf(sku)).inCarts).toBe(sum)
  })

  test("a cart's own hold does not count against it, and what is refused changes nothing", async () => {
    const sku = await nextSku(5)
    const [mine, yours] = [cart(), cart()]
    expect(await holdUnits({ cartId: mine, sku, quantity: 3 })).toMatchObject({ granted: true, available: 5 })
    expect(await holdUnits({ cartId: yours, sku, quantity: 1 })).toMatchObject({
      granted: true,
      available: 2,
    })
    expect(await holdUnits({ cartId: mine, sku, quantity: 5 })).toMatchObject({
      granted: false,
      available: 4,
    })
    expect((await readHolds({ cartId: mine, skus: [sku] })).get(sku)?.quantity).toBe(3)
    expect(await holdUnits({ cartId: mine, sku, quantity: 4 })).toMatchObject({ granted: true })
    expect(await countOf(sku)).toMatchObject({ available: 0, inCarts: 5, state: 'in_carts' })
    expect(await holdUnits({ cartId: mine, sku, quantity: 0 })).toMatchObject({
      granted: true,
      expiresAt: null,
    })
    expect(await countOf(sku)).toMatchObject({ available: 4, inCarts: 1, state: 'low' })
  })

  test('a hold lasts HOLD_MINUTES from its last write', async () => {
    const sku = await nextSku(5)
    const cartId = cart()
    const { expiresAt } = await holdUnits({ cartId, sku, quantity: 1 })
    const minutes = ((expiresAt?.getTime() ?? 0) - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(serverConfig().HOLD_MINUTES - 0.5)
    expect(minutes).toBeLessThan(serverConfig().HOLD_MINUTES + 0.5)
    const again = await holdUnits({ cartId, sku, quantity: 1 })
    expect(again.expiresAt?.getTime()).toBeGreaterThanOrEqual(expiresAt?.getTime() ?? Infinity)
  })

  test('a lapsed hold gives its units back without anyone sweeping', async () => {
    const sku = await nextSku(10)
    const short = Array.from({ length: 4 }, () => ({ cartId: cart(), sku, quantity: 2, milliseconds: 150 }))
    expect(await restoreHolds(short)).toBe(4)
    const staying = cart()
    await holdUnits({ cartId: staying, sku, quantity: 1 })
    expect(await countOf(sku)).toMatchObject({ available: 1, inCarts: 9 })
    await vi.waitFor(async () => expect(await countOf(sku)).toMatchObject({ available: 9, inCarts: 1 }), {
      timeout: 3_000,
    })
    const [first] = short
    expect(await readHolds({ cartId: first?.cartId ?? '', skus: [sku] })).toEqual(new Map())
    expect(await holdUnits({ cartId: cart(), sku, quantity: 9 })).toMatchObject({ granted: true })
  })

  test('holding up to what there is, line by line, in one request', async () => {
    const [many, few, none] = [await nextSku(10), await nextSku(2), await nextSku(0)]
    const cartId = cart()
    const fetches = vi.spyOn(globalThis, 'fetch')
    await getAvailability([many, few, none])
    fetches.mockClear()
    const lines = [many, few, none].map((sku) => ({ sku, quantity: 3 }))
    const { results } = await holdLines({ cartId, lines })
    expect(fetches).toHaveBeenCalledTimes(1)
    fetches.mockRestore()
    expect(results.map(({ held, granted, available }) => ({ held, granted, available }))).toEqual([
      { held: 3, granted: true, available: 10 },
      { held: 2, granted: false, available: 2 },
      { held: 0, granted: false, available: 0 },
    ])
    await reholdCart({ cartId, lines: [{ sku: many, quantity: 0 }] })
    expect((await countOf(many)).inCarts).toBe(0)
  })

  test('holds of a version of a cart know whether a later one may have held before them', async () => {
    const [sku, unseen] = [await nextSku(10), await nextSku(10)]
    const cartId = cart()
    // Redis may not know the scripts yet: then nothing is certain.
    await holdLines({ cartId: cart(), version: 1, lines: [{ sku, quantity: 0 }] })
    const hold = async (version: number, what = sku) =>
      (await holdLines({ cartId, version, lines: [{ sku: what, quantity: version }] })).newest
    expect([await hold(1), await hold(2), await hold(2), await hold(4)]).toEqual([true, true, true, true])
    expect(await hold(3), 'the fourth was before it').toBe(false)
    expect([await hold(4), await hold(5, unseen)], 'one that Redis has to be told of first').toEqual([
      true,
      true,
    ])
    const other = await holdLines({ cartId: cart(), version: 1, lines: [{ sku, quantity: 1 }] })
    expect(other.newest, 'another cart').toBe(true)
    expect((await holdLines({ cartId, lines: [{ sku, quantity: 1 }] })).newest, 'of no version').toBe(false)
  })

  test('restoring leaves a hold that exists alone', async () => {
    const sku = await nextSku(5)
    const cartId = cart()
    const { expiresAt } = await holdUnits({ cartId, sku, quantity: 2 })
    expect(await restoreHolds([{ cartId, sku, quantity: 4, milliseconds: 1_000 }])).toBe(0)
    expect((await readHolds({ cartId, skus: [sku] })).get(sku)).toEqual({ quantity: 2, expiresAt })
  })

  test('an older version of stock never overwrites a newer one, in whatever order they come', async () => {
    const sku = await nextSku(7)
    const base = await levelOf(sku)
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(
          Array.from({ length: 20 }, (_, i) => i + 1),
          { minLength: 1 },
        ),
        async (order) => {
          await redis().del(keys.stock(sku))
          const levels = order.map((i) => ({ ...base, onHand: 100 + i, version: base.version + i }))
          await Promise.all(levels.map((level) => settleStock({ levels: [level] })))
          expect((await countOf(sku)).available).toBe(100 + Math.max(...order))
        },
      ),
      { numRuns: 20 },
    )
    await redis().del(keys.stock(sku))
  })

  test("settling drops a cart's hold in the same step, so that no unit counts twice", async () => {
    const sku = await nextSku(10)
    const [buyer, other] = [cart(), cart()]
    await holdUnits({ cartId: buyer, sku, quantity: 4 })
    await holdUnits({ cartId: other, sku, quantity: 1 })
    const before = await levelOf(sku)
    await settleStock({
      levels: [{ ...before, reserved: 4, version: before.version + 1 }],
      dropHoldsOf: buyer,
    })
    expect(await countOf(sku)).toMatchObject({ available: 5, inCarts: 1 })
    await settleStock({ levels: [before], dropHoldsOf: other })
    expect(await countOf(sku), 'an older level still drops the hold').toMatchObject({
      available: 6,
      inCarts: 0,
    })
    await redis().del(keys.stock(sku))
  })

  test('settling tells which products went sold out or came back', async () => {
    const sku = await nextSku(2)
    const level = await levelOf(sku)
    const at = (reserved: number, later: number) => ({ ...level, reserved, version: level.version + later })
    expect(await settleStock({ levels: [at(1, 1)] })).toEqual({ flipped: [] })
    expect(await settleStock({ levels: [at(2, 2)] })).toEqual({ flipped: [sku] })
    expect(await settleStock({ levels: [at(1, 1)] }), 'an older one tells nothing').toEqual({ flipped: [] })
    expect(await settleStock({ levels: [at(0, 3)] })).toEqual({ flipped: [sku] })
    await redis().del(keys.stock(sku))
  })

  test('Redis loses everything midway: counts are right at once, scripts and holds come back', async () => {
    const sku = await nextSku(20)
    const cartId = cart()
    await holdUnits({ cartId, sku, quantity: 5 })
    await Promise.all([
      loseEverything(),
      ...Array.from({ length: 20 }, () => holdUnits({ cartId: cart(), sku, quantity: 0 })),
    ])
    await loseEverything()
    expect(await countOf(sku)).toMatchObject({ available: 20, inCarts: 0 })
    expect(await restoreHolds([{ cartId, sku, quantity: 5, milliseconds: 60_000 }])).toBe(1)
    expect(await countOf(sku)).toMatchObject({ available: 15, inCarts: 5 })
  })

  test('a total that was lost alone is counted again from its holds', async () => {
    const sku = await nextSku(20)
    await Promise.all([1, 2, 3].map((quantity) => holdUnits({ cartId: cart(), sku, quantity })))
    await redis().del(keys.stock(sku))
    expect(await countOf(sku)).toMatchObject({ available: 14, inCarts: 6 })
    await redis().del(keys.holds(sku), keys.holdExpiry(sku))
    expect(await countOf(sku), 'a total whose holds are gone is nothing').toMatchObject({ inCarts: 0 })
  })

  test('reconciling mends wrong stock and wrong totals, and reports them', async () => {
    await reconcileInventory()
    const [behind, altered, ahead, total] = await Promise.all([
      nextSku(9),
      nextSku(9),
      nextSku(9),
      nextSku(9),
    ])
    await holdUnits({ cartId: cart(), sku: total, quantity: 2 })
    await getAvailability([behind, altered, ahead])
    expect(await reconcileInventory()).toMatchObject({ stockDrift: 0, heldDrift: 0, filled: 0 })

    await shopDb().stock.update({ where: { sku: behind }, data: { onHand: 8, version: { increment: 1 } } })
    await redis().hset(keys.stock(altered), { onHand: 4 })
    await redis().hset(keys.stock(ahead), { onHand: 1_000, version: 999_999 })
    await redis().hset(keys.stock(total), { held: 7 })
    expect(await reconcileInventory()).toMatchObject({ stockDrift: 3, heldDrift: 1, reachable: true })
    expect((await countOf(behind)).available).toBe(8)
    expect((await countOf(altered)).available).toBe(9)
    expect((await countOf(ahead)).available).toBe(9)
    expect(await countOf(total)).toMatchObject({ available: 7, inCarts: 2 })
    expect(await reconcileInventory()).toMatchObject({ stockDrift: 0, heldDrift: 0 })
  })

  test('reconciling while stock moves never takes a newer count back', async () => {
    const sku = await nextSku(500)
    await Promise.all([
      ...Array.from({ length: 100 }, () => adjustStock({ sku, delta: -1, reason: 'sale', actor: 'test' })),
      ...Array.from({ length: 10 }, () => reconcileInventory()),
    ])
    expect((await countOf(sku)).available).toBe(400)
  })

  test('stock that moves between reading and reconciling is left alone', async () => {
    const sku = await nextSku(50)
    await countOf(sku)
    const { stock } = shopDb()
    const read = stock.findMany.bind(stock)
    const movesOn = async (query: Parameters<typeof read>[0]) => {
      const rows = await read(query)
      await adjustStock({ sku, delta: -20, reason: 'sale', actor: 'test' })
      return rows
    }
    const reads = vi.spyOn(stock, 'findMany').mockImplementationOnce(movesOn as never)
    expect(await reconcileInventory()).toMatchObject({ stockDrift: 0 })
    reads.mockRestore()
    expect((await countOf(sku)).available).toBe(30)
  })

  test('every key ends by itself, later than what it holds', async () => {
    const sku = await nextSku(9)
    await holdUnits({ cartId: cart(), sku, quantity: 1 })
    const hold = serverConfig().HOLD_MINUTES * 60_000
    const found = (await ourKeys()).filter((key) => !key.includes('limit'))
    expect(found).toEqual(expect.arrayContaining([keys.stock(sku), keys.holds(sku), keys.holdExpiry(sku)]))
    for (const key of found) expect(await redis().pttl(key), key).toBeGreaterThan(hold)
  })

  test('unknown SKUs are left out, and Postgres is not asked for them again and again', async () => {
    const sku = await nextSku(3)
    const reads = vi.spyOn(shopDb().stock, 'findMany')
    for (let i = 0; i < 20; i++) {
      expect((await getAvailability([sku, 'NO-SUCH-SKU'])).items.map((item) => item.sku)).toEqual([sku])
    }
    const askedForUnknown = reads.mock.calls.filter(([query]) =>
      JSON.stringify(query).includes('NO-SUCH-SKU'),
    )
    expect(askedForUnknown).toHaveLength(1)
    expect(await holdUnits({ cartId: cart(), sku: 'NO-SUCH-SKU', quantity: 1 })).toMatchObject({
      granted: false,
      available: 0,
    })
    reads.mockRestore()
  })

  test('concurrent misses read Postgres once', async () => {
    const sku = await nextSku(6)
    await redis().del(keys.stock(sku))
    const reads = vi.spyOn(shopDb().stock, 'findMany')
    const counts = await Promise.all(Array.from({ length: Math.min(200, atOnce) }, () => countOf(sku)))
    expect(counts.every(({ available }) => available === 6)).toBe(true)
    expect(reads).toHaveBeenCalledTimes(1)
    reads.mockRestore()
  })
}
