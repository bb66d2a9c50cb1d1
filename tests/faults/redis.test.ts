import { afterAll, beforeAll, expect, test } from 'vitest'
import { POST as addToCart } from '@/app/api/cart/lines/route'
import { getAvailability, reconcileInventory } from '@/lib/inventory'
import { shopDb } from '@/lib/infra/db/shop'
import { atOnce, outcomeOf, press, shopperAtCheckout } from '../support/buyer'
import { givenStock, newShopper, request, seedCatalog } from '../support/fixtures'
import { figure } from './support/figures'
import { report } from './support/report'
import { expectInvariants, ordersByStatus, runOut, startFaultyShop } from './support/shop'

const shop = await startFaultyShop()
const SKU = 'RDG-SND'

beforeAll(async () => {
  await seedCatalog()
  await givenStock(SKU, 2_000)
})
afterAll(() => shop.close())

type Fault = [name: string, begin: () => void, end: () => void]
const FAULTS: Fault[] = [
  ['paused', () => shop.redis.pause(true), () => shop.redis.pause(false)],
  ['killed', () => shop.redis.refuse(true), () => shop.redis.refuse(false)],
  ['2 s slow', () => shop.redis.delay(2_000), () => shop.redis.delay(0)],
  ['cut in the middle of answers', () => shop.redis.cutAfterBytes(200), () => shop.redis.cutAfterBytes(0)],
]

test.each(FAULTS)(
  'F5: Redis %s: carts are filled and every checkout is right, counts come back',
  async (name, begin, end) => {
    const count = figure(60, 8)
    const before = shop.redis.faults
    const onHand = await shopDb().stock.findUniqueOrThrow({ where: { sku: SKU } })
    const ready = await atOnce(6, count, () => shopperAtCheckout(SKU))
    begin()
    const until = Date.now() + figure(10_000, 0)
    const answers = await atOnce(6, count, (i) => press(ready[i]!.shopper.customerId, ready[i]!.request))
    do {
      const { cookie } = await newShopper()
      const added = await addToCart(request('/api/cart/lines', { cookie, body: { sku: SKU, quantity: 1 } }))
      expect(added.status, 'add to cart still works').toBe(200)
      expect((await getAvailability([SKU])).items.length, 'a count is still shown').toBe(1)
    } while (Date.now() < until)
    end()
    expect(new Set(answers.map(outcomeOf))).toEqual(new Set(['paid']))
    expect(await ordersByStatus(ready.map(({ shopper }) => shopper.customerId))).toEqual({ PAID: count })

    // The breaker gives Redis two seconds of peace; then the counts are those of the truth again.
    const truth = onHand.onHand - count
    await expect
      .poll(
        async () => {
          await reconcileInventory()
          const [item] = (await getAvailability([SKU])).items
          return item && item.available + item.inCarts
        },
        { timeout: 10_000, interval: 250 },
      )
      .toBe(truth)
    await runOut()
    await expectInvariants()
    report(
      'F5',
      `${count} checkouts while Redis was ${name}`,
      shop.redis.faults - before,
      'all paid, counts right again within 10 s',
    )
  },
)
