import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { changeLine, getCart } from '@/lib/cart'
import { shopDb } from '@/lib/infra/db/shop'
import { reconcileInventory } from '@/lib/inventory'
import { startLocalQStash } from '@/local/qstash'
import { startLocalStripe } from '@/local/stripe'
import { atOnce, checkoutRequest, press } from './buyer'
import type { RedisMode, startFaultyRedis } from './faulty-redis'
import { expectConsoleError } from './console'
import { givenStock, newShopper, seedCatalog } from './fixtures'
import {
  bystanders,
  buyers,
  countByPostgres,
  expectInvariants,
  type Later,
  reconcileNow,
  untilRight,
  watch,
} from './redis-hazards'
import { holdUnits } from './holds'

interface Sizes {
  checkouts: number
  /** how long Redis is away, ms */
  outageMs: number
}

/** Hazards 10 and 11, and F5 (docs/reliability.md) on the side of the count. A SKU each, so that none sees the other's units. */
export async function redisHazards(
  redis: Awaited<ReturnType<typeof startFaultyRedis>>,
  later: Later,
  { checkouts, outageMs }: Sizes,
): Promise<void> {
  const [stripe, bus] = await Promise.all([startLocalStripe(), startLocalQStash()])
  Object.assign(process.env, {
    UPSTASH_REDIS_REST_URL: redis.url,
    UPSTASH_REDIS_REST_TOKEN: redis.token,
    STRIPE_API_URL: stripe.url,
    QSTASH_URL: bus.url,
    QSTASH_TOKEN: bus.token,
    APP_URL: 'http://localhost:9',
  })
  const isBack = () =>
    vi.waitFor(async () => expect((await reconcileInventory()).reachable).toBe(true), {
      timeout: 20_000,
      interval: 200,
    })

  beforeAll(async () => {
    await seedCatalog()
  })
  beforeEach(async () => {
    // No server answers here: pages that would say something else stay noted.
    expectConsoleError(/pages\.not_revalidated/)
    redis.mode = 'answers'
    await isBack()
  })
  afterAll(() => Promise.all([redis.close(), stripe.close(), bus.close()]))

  test('hazard 10: Redis is emptied three times during checkouts: none is wrong, and the count is right again within 10 s', async () => {
    const [sku, waiting] = ['FLD-STL', 10]
    await givenStock(sku, checkouts + waiting + 5)
    await reconcileInventory()
    await bystanders(waiting, sku)
    let done = false
    const buying = buyers(checkouts, sku).finally(() => (done = true))
    const watching = (async () => {
      while (!done) {
        const { status, item } = await watch(sku, later)
        expect(status).toBe(200)
        expect(item?.available).toBeLessThanOrEqual(checkouts + waiting + 5)
        await sleep(100)
      }
    })()
    for (let flush = 0; flush < 3; flush++) {
      await sleep(outageMs / 3)
      await redis.flush()
    }
    expect(new Set(await buying)).toEqual(new Set(['paid']))
    await watching
    await redis.flush()
    const took = await untilRight(sku, later, 10_000)
    console.info(`right again ${Math.round(took)} ms after Redis was emptied`)
    expect(await countByPostgres(sku)).toMatchObject({ available: 5, inCarts: waiting })
    await expectInvariants()
  })

  test.each<[RedisMode, string]>([
    ['is paused', 'DUN-TER'],
    ['hangs up', 'RDG-SND'],
    ['is slow', 'FLD-BLK'],
  ])(
    'hazard 11: Redis %s under checkouts: no page fails, carts fill, all is paid, and the count comes right again',
    async (fault, sku) => {
      // More to spare than holds that Redis may make late, for carts that have paid by then.
      await givenStock(sku, checkouts + 65)
      await reconcileInventory()
      await bystanders(5, sku)
      const buying = buyers(checkouts, sku)
      await sleep(200)
      redis.mode = fault
      const goesOn = sleep(outageMs).then(() => (redis.mode = 'answers'))
      const statuses = new Set<number>()
      for (const until = Date.now() + outageMs; Date.now() < until; await sleep(100)) {
        statuses.add((await watch(sku, later)).status)
      }
      expect([...statuses]).toEqual([200])
      expect(new Set(await buying)).toEqual(new Set(['paid']))
      await goesOn
      await isBack()
      // What was given up on may still have been done, late; the job that runs every minute mends that.
      await reconcileNow()
      await untilRight(sku, later, 10_000)
      expect(await countByPostgres(sku)).toMatchObject({ available: 60, inCarts: 5 })
      await expectInvariants()
    },
  )

  test('hazard 11: what Redis did late is given back: holds of a cart that has paid, is being paid for, or has less now', async () => {
    const sku = 'DUN-INK'
    await givenStock(sku, 20)
    await reconcileInventory()
    const [paid, paying, fewer, honest] = await atOnce(4, 4, async () => {
      const { shopper } = await newShopper()
      return { shopper, cart: await changeLine({ change: 'add', shopper, sku, quantity: 2 }) }
    })
    const pay = async (who: typeof paid, card?: string) => {
      const customerId = who?.shopper.customerId ?? ''
      await press(customerId, await checkoutRequest(customerId, card))
    }
    await pay(paid)
    await pay(paying, 'pm_card_threeDSecure2Required')
    if (fewer) await changeLine({ change: 'set', shopper: fewer.shopper, sku, quantity: 1 })
    for (const who of [paid, paying, fewer]) {
      await holdUnits({ cartId: who?.cart.id ?? '', sku, quantity: 2 })
    }
    expect((await watch(sku, later)).item).toMatchObject({ inCarts: 8 })
    expect(await reconcileNow()).toMatchObject({ orphaned: 3, restored: 1 })
    expect((await watch(sku, later)).item).toEqual(await countByPostgres(sku))
    expect((await getCart(honest?.shopper ?? null)).lines).toMatchObject([{ held: 2 }])
    expect(await reconcileNow()).toMatchObject({ orphaned: 0, restored: 0, stockDrift: 0, heldDrift: 0 })
  })

  test('hazard 10: reconciling under shoppers who change their minds gives back nothing that is theirs', async () => {
    const sku = 'ARC-BRS'
    await givenStock(sku, 200)
    await reconcileInventory()
    const shoppers = await atOnce(10, 20, () => newShopper())
    let done = false
    const changing = atOnce(10, checkouts, async (index) => {
      const { shopper } = shoppers[index % shoppers.length] ?? (await newShopper())
      await changeLine({ change: 'add', shopper, sku, quantity: 1 }).catch(() => undefined)
    }).finally(() => (done = true))
    while (!done) await reconcileNow()
    await changing
    for (const { shopper } of shoppers) {
      const [line] = (await getCart(shopper)).lines
      expect(line?.held).toBe(line?.quantity)
    }
    expect(await watch(sku, later)).toMatchObject({ item: await countByPostgres(sku) })
    expect(await shopDb().cart.count({ where: { status: 'ACTIVE' } })).toBeGreaterThan(0)
  })
}
