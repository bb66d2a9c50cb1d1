import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { serverConfig } from '@/lib/config/shop/server'
import { shopDb } from '@/lib/infra/db/shop'
import { redis } from '@/lib/infra/redis/client'
import { keys } from '@/lib/infra/redis/keys'
import { adjustStock, getAvailability, reconcileInventory, restoreHolds, syncStock } from '@/lib/inventory'
import { inventoryUnderTest } from '../support/inventory'
import { holdUnits } from '../support/holds'

/**
 * What must hold of the copy of stock that Redis has, on every engine that the shop may run on.
 * @param atOnce commands that the engine can answer within the shop's 300 ms
 */
export function stockIsFollowed(atOnce: number): void {
  const { nextSku, countOf, levelOf, ourKeys, loseEverything, cart } = inventoryUnderTest()

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
          await Promise.all(levels.map((level) => syncStock({ levels: [level] })))
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
    await syncStock({
      levels: [{ ...before, reserved: 4, version: before.version + 1 }],
      dropHoldsOf: buyer,
    })
    expect(await countOf(sku)).toMatchObject({ available: 5, inCarts: 1 })
    await syncStock({ levels: [before], dropHoldsOf: other })
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
    expect(await syncStock({ levels: [at(1, 1)] })).toEqual({ changed: [] })
    expect(await syncStock({ levels: [at(2, 2)] })).toEqual({ changed: [sku] })
    expect(await syncStock({ levels: [at(1, 1)] }), 'an older one tells nothing').toEqual({ changed: [] })
    expect(await syncStock({ levels: [at(0, 3)] })).toEqual({ changed: [sku] })
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
