import { expect, test, vi } from 'vitest'
import { serverConfig } from '@/lib/config/shop/server'
import { RestRequester } from '@/lib/infra/redis/requester'
import { getAvailability, holdLines, reholdCart, restoreHolds } from '@/lib/inventory'
import { inventoryUnderTest } from '../support/inventory'
import { holdUnits, readHolds } from '../support/holds'

/**
 * What must hold of holds on every engine that the shop may run on. Each test has a SKU to itself.
 * @param atOnce commands that the engine can answer within the shop's 300 ms
 */
export function holdsBehave(atOnce: number): void {
  const { nextSku, countOf, cart } = inventoryUnderTest()
  const inWaves = async <Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>) => {
    const results: Result[] = []
    for (let from = 0; from < items.length; from += atOnce) {
      results.push(...(await Promise.all(items.slice(from, from + atOnce).map(work))))
    }
    return results
  }

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
    const requests = vi.spyOn(RestRequester.prototype, 'request')
    await getAvailability([many, few, none])
    requests.mockClear()
    const lines = [many, few, none].map((sku) => ({ sku, quantity: 3 }))
    const { results } = await holdLines({ cartId, lines })
    expect(requests).toHaveBeenCalledTimes(1)
    requests.mockRestore()
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
}
