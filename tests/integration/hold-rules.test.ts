import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Caller } from '@/lib/core/caller'
import {
  askUnits,
  holdLines,
  openCheckoutHolds,
  readCartAvailability,
  reholdCart,
  restoreHolds,
  syncStock,
} from '@/lib/inventory'
import { startLocalUpstash } from '@/local/upstash'
import { findRedisServer } from '@/local/upstash/redis-process'
import { readDrivenClock, setDrivenClock } from '../support/driven-clock'
import { inventoryUnderTest } from '../support/inventory'
import { holdUnits, readHolds } from '../support/holds'

const hasRedis = (await findRedisServer(process.env['PATH'] ?? '')) !== undefined
const server = await startLocalUpstash({
  engine: hasRedis ? 'redis' : 'memory',
  rewriteScript: readDrivenClock,
})
Object.assign(process.env, {
  UPSTASH_REDIS_REST_URL: server.url,
  UPSTASH_REDIS_REST_TOKEN: server.token,
  // Shares as they are in production, and a hold of 15 minutes.
  RATE_LIMIT_FACTOR: '1',
  HOLD_MINUTES: '15',
})
afterAll(() => server.close())

let now = Date.parse('2030-01-01T00:00:00.000Z')
const minutes = async (count: number) => setDrivenClock((now += count * 60_000))
beforeAll(() => minutes(0))
const { nextSku, countOf, levelOf } = inventoryUnderTest()
const inMinutes = (count: number) => new Date(now + count * 60_000)
const at = (host: number, network = 0): Caller => ({
  address: `198.18.${network}.${host}`,
  network: `198.18.${network}.0/24`,
})
const one = (cartId: string, sku: string, quantity = 1, caller?: Caller) =>
  holdUnits({ cartId, sku, quantity, caller })
const endOf = async (cartId: string, sku: string) =>
  (await readHolds({ cartId, skus: [sku] })).get(sku)?.expiresAt
const heldOf = async (cartId: string, sku: string) =>
  (await readHolds({ cartId, skus: [sku] })).get(sku)?.quantity ?? 0
const cart = () => randomUUID()

beforeEach(() => minutes(120))

describe('a hold has a total life', () => {
  test('writing one line renews that line alone', async () => {
    const [mine, other] = [await nextSku(10), await nextSku(10)]
    const cartId = cart()
    for (const sku of [mine, other]) await one(cartId, sku)
    const before = await endOf(cartId, other)
    await minutes(10)
    await holdLines({ cartId, lines: [{ sku: mine, quantity: 2, exact: true }], looks: [other] })
    expect(await endOf(cartId, mine)).toEqual(inMinutes(15))
    expect(await endOf(cartId, other)).toEqual(before)
  })

  test('a cart that writes its line every minute holds it for 30 minutes, and while others want it not again for 15 more', async () => {
    const sku = await nextSku(1)
    const [cartId, rival] = [cart(), cart()]
    for (let minute = 0; minute < 30; minute++) {
      expect((await one(cartId, sku)).granted, `minute ${minute}`).toBe(true)
      await minutes(1)
    }
    expect(await heldOf(cartId, sku)).toBe(0)
    await one(rival, sku)
    await askUnits({ cartId: cart(), sku, quantity: 1 })
    await one(rival, sku, 0)
    expect((await one(cartId, sku)).granted, 'somebody wants it').toBe(false)
    await minutes(16)
    expect((await one(cartId, sku)).granted, 'nobody wants it any more').toBe(true)
  })

  test('taking a line out and adding it again does not set its clock back while others want it', async () => {
    const sku = await nextSku(1)
    const [cartId, rival] = [cart(), cart()]
    await one(cartId, sku)
    await minutes(1)
    expect((await one(rival, sku)).granted).toBe(false)
    for (let minute = 1; minute < 5; minute++) {
      await one(cartId, sku, 0)
      await one(cartId, sku)
      await minutes(1)
    }
    expect((await one(rival, sku)).granted, 'protected for 5 minutes in all').toBe(true)
    expect(await heldOf(cartId, sku)).toBe(0)
  })

  test('opening checkout renews a hold once', async () => {
    const sku = await nextSku(10)
    const cartId = cart()
    const open = () => openCheckoutHolds({ cartId, lines: [{ sku, quantity: 1 }] })
    await one(cartId, sku)
    await minutes(10)
    expect((await open())[0]?.expiresAt).toEqual(inMinutes(15))
    await minutes(10)
    expect((await open())[0]?.expiresAt, 'again: nothing more').toEqual(inMinutes(5))
  })

  test('what an ended order gives back lasts no longer than it would have, or 5 minutes for another card', async () => {
    const sku = await nextSku(10)
    const cartId = cart()
    const giveBack = async () => {
      await syncStock({ levels: [await levelOf(sku)], dropHoldsOf: cartId })
      await reholdCart({ cartId, lines: [{ sku, quantity: 1 }] })
    }
    await one(cartId, sku)
    await minutes(3)
    await giveBack()
    expect(await endOf(cartId, sku)).toEqual(inMinutes(12))
    await minutes(11)
    await giveBack()
    expect(await endOf(cartId, sku)).toEqual(inMinutes(5))
    for (let time = 0; time < 4; time++) {
      await minutes(4)
      await giveBack()
    }
    expect(await endOf(cartId, sku), 'never beyond half an hour').toBeUndefined()
  })

  test('Redis lost: a hold comes back for no longer than its line’s life; one that lapsed or was taken never does', async () => {
    const sku = await nextSku(3)
    const [lost, old, lapsed] = [cart(), cart(), cart()]
    const restore = (cartId: string, age: number) =>
      restoreHolds([{ cartId, sku, quantity: 1, milliseconds: 10 * 60_000, age: age * 60_000 }])
    expect(await restore(lost, 25)).toBe(1)
    expect(await endOf(lost, sku)).toEqual(inMinutes(5))
    expect(await restore(old, 31)).toBe(0)
    await one(lapsed, sku)
    await minutes(16)
    expect(await restore(lapsed, 16)).toBe(0)
  })
})

describe('who wants to buy beats a hold that only waits', () => {
  test('the last unit is its holder’s for 15 minutes while nobody else wants it, and for 2 when somebody does', async () => {
    const sku = await nextSku(1)
    const [first, second] = [cart(), cart()]
    await one(first, sku)
    await minutes(1)
    expect(await one(second, sku)).toMatchObject({ granted: false, available: 0 })
    expect(await heldOf(first, sku)).toBe(1)
    await minutes(1)
    expect((await one(second, sku)).granted).toBe(true)
    expect(await heldOf(first, sku)).toBe(0)
    expect((await readCartAvailability({ cartId: first, skus: [sku] })).get(sku)).toMatchObject({
      held: 0,
      taken: true,
    })
    expect(await countOf(sku)).toMatchObject({ available: 0, inCarts: 1 })
  })

  test('longest idle first, no more units than are needed, and a holder who is at the checkout last', async () => {
    const sku = await nextSku(6)
    const [paying, idle, idler, newcomer] = [cart(), cart(), cart(), cart()]
    for (const cartId of [idler, paying, idle]) {
      await one(cartId, sku, 2)
      await minutes(1)
    }
    await openCheckoutHolds({ cartId: paying, lines: [{ sku, quantity: 2 }] })
    await minutes(3)
    expect((await one(newcomer, sku, 3)).granted).toBe(true)
    expect(await Promise.all([idler, idle, paying].map((who) => heldOf(who, sku)))).toEqual([0, 1, 2])
  })

  test('renewing does not make a hold look busy for ever', async () => {
    const sku = await nextSku(1)
    const robot = cart()
    for (let minute = 0; minute < 5; minute++) {
      await one(robot, sku)
      await minutes(1)
    }
    await one(robot, sku)
    expect((await one(cart(), sku)).granted).toBe(true)
  })

  test('while somebody was refused, new holds last 5 minutes', async () => {
    const sku = await nextSku(2)
    const [first, second] = [cart(), cart()]
    await one(first, sku)
    expect((await one(second, sku, 2)).granted).toBe(false)
    await one(second, sku, 1)
    expect(await endOf(second, sku)).toEqual(inMinutes(5))
    expect(await endOf(first, sku), 'no hold is cut short').toEqual(inMinutes(15))
  })

  test('where people have asked for 2 minutes and all holds are fresh, who pays first may have the units', async () => {
    const sku = await nextSku(1)
    let holder = cart()
    await one(holder, sku)
    for (let second = 0; second <= 120; second += 30) {
      await askUnits({ cartId: undefined, sku, quantity: 1 })
      await minutes(0.5)
    }
    // Somebody else is faster than the one who has waited.
    expect((await one((holder = cart()), sku)).granted).toBe(true)
    const line = { sku, quantity: 1, exact: true }
    const { results } = await holdLines({ cartId: cart(), lines: [line] })
    expect(results).toMatchObject([{ granted: false, loose: true, held: 0 }])
    expect(await heldOf(holder, sku)).toBe(1)
    expect(await askUnits({ cartId: undefined, sku, quantity: 2 }), 'more than there is').toMatchObject({
      available: 0,
    })
  })
})

describe('shares', () => {
  test('one address holds a product until it runs short, then no more than a share; the rest stays for others', async () => {
    const sku = await nextSku(50)
    const carts = Array.from({ length: 25 }, cart)
    for (const cartId of carts) await one(cartId, sku, 10, at(1))
    expect(await countOf(sku)).toMatchObject({ available: 10, inCarts: 40 })
    expect(
      await holdLines({ cartId: cart(), lines: [{ sku, quantity: 6, exact: true }], caller: at(1) }),
    ).toMatchObject({ results: [{ granted: false, loose: true, available: 10 }] })
    expect((await one(cart(), sku, 10, at(2, 1))).granted).toBe(true)
    expect((await one(cart(), sku, 3, at(3, 2))).granted, 'beyond a share gives way at once').toBe(true)
  })

  test('what never was held because of a share is not held by rebuilding either', async () => {
    const sku = await nextSku(12)
    const [first, second] = [cart(), cart()]
    await one(first, sku, 10, at(5))
    expect((await one(second, sku, 2, at(5))).granted).toBe(false)
    const line = { cartId: second, sku, quantity: 2, milliseconds: 10 * 60_000 }
    expect(await restoreHolds([line])).toBe(0)
    await one(first, sku, 0)
    expect((await one(second, sku, 2, at(5))).granted, 'by a write, when there is room').toBe(true)
  })

  test('nobody at one address keeps more than half of a small product from a newcomer', async () => {
    const sku = await nextSku(8)
    await one(cart(), sku, 8, at(1))
    expect((await one(cart(), sku, 2, at(2, 1))).granted).toBe(true)
  })

  test('a network has a share, too, and what is not known has none', async () => {
    const [sku, other] = [await nextSku(40), await nextSku(40)]
    for (let host = 1; host <= 4; host++) await one(cart(), sku, 10, at(host))
    expect(await countOf(sku)).toMatchObject({ inCarts: 30, available: 10 })
    for (let host = 1; host <= 4; host++) await one(cart(), other, 10)
    expect(await countOf(other)).toMatchObject({ inCarts: 40 })
  })

  test('an office may hold much of what nobody else wants', async () => {
    const sku = await nextSku(100)
    for (let who = 0; who < 8; who++) expect((await one(cart(), sku, 10, at(9))).granted).toBe(true)
    expect((await countOf(sku)).inCarts).toBe(80)
  })
})
