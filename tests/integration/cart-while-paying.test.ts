import { afterAll, beforeAll, expect, test } from 'vitest'
import { POST as add } from '@/app/api/cart/lines/route'
import { GET as readCart } from '@/app/api/cart/route'
import { advanceOrders } from '@/lib/checkout'
import { Cart } from '@/lib/cart/schema'
import { shopDb } from '@/lib/infra/db/shop'
import { startLocalStripe } from '@/local/stripe'
import { atOnce, cardToken, checkoutRequest, outcomeOf, press } from '../support/buyer'
import { expectConsoleError } from '../support/console'
import { givenStock, newShopper, request, seedCatalog } from '../support/fixtures'
import { changeLine, getCart, PinnedByOrder } from '@/lib/cart'

const stripe = await startLocalStripe()
Object.assign(process.env, { STRIPE_API_URL: stripe.url })
const [SKU, OTHER] = ['RDG-SND', 'FLD-STL']

beforeAll(() => seedCatalog())
afterAll(() => stripe.close())

async function declinedBuyer(quantity: number) {
  const { shopper, cookie } = await newShopper()
  await changeLine({ change: 'add', shopper, sku: SKU, quantity })
  const declined = await checkoutRequest(shopper.customerId, 'pm_card_chargeDeclined')
  expect(outcomeOf(await press(shopper.customerId, declined))).toBe('payment_declined')
  return { shopper, cookie, request: declined }
}
const cartOf = async (cookie: string) =>
  Cart.parse(await (await readCart(request('/api/cart', { cookie }))).json())

test('after a declined card the cart holds the units itself, even the last ones, and not the order', async () => {
  await givenStock(SKU, 2)
  const { cookie, shopper } = await declinedBuyer(2)
  const cart = await cartOf(cookie)
  expect(cart.notices, 'nothing ran out, and nothing went to someone else').toEqual([])
  expect(cart.lines).toMatchObject([{ sku: SKU, quantity: 2, held: 2 }])
  const [order] = await shopDb().order.findMany({ where: { customerId: shopper.customerId } })
  expect(order!.status, 'reading ends nothing').toBe('PAYING')
  expect(await shopDb().stock.findUnique({ where: { sku: SKU } })).toMatchObject({ onHand: 2, reserved: 0 })
})

test('once the order has ended, the cart tells of its own hold again', async () => {
  await givenStock(SKU, 5)
  const { cookie, shopper, request: sent } = await declinedBuyer(1)
  await shopDb()
    .$executeRaw`UPDATE "Order" SET "expiresAt" = now() - interval '1 second' WHERE "customerId" = ${shopper.customerId}::uuid`
  await advanceOrders()
  expect(await cartOf(cookie)).toMatchObject({ lines: [{ held: 1 }], notices: [] })
  const again = { ...sent, checkoutKey: crypto.randomUUID(), confirmationToken: await cardToken() }
  expect(outcomeOf(await press(shopper.customerId, again))).toBe('paid')
})

test('a write that meets an open order changes nothing, however few or many units are left', async () => {
  for (const units of [2, 50]) {
    await givenStock(SKU, units)
    await givenStock(OTHER, units)
    const { shopper } = await declinedBuyer(1)
    const before = await getCart(shopper)
    for (const write of [
      () => changeLine({ change: 'add', shopper, sku: OTHER, quantity: 1 }),
      () => changeLine({ change: 'set', shopper, sku: SKU, quantity: 2 }),
      () => changeLine({ change: 'set', shopper, sku: SKU, quantity: 0 }),
    ]) {
      await expect(write()).rejects.toThrow(PinnedByOrder)
    }
    expect(await getCart(shopper)).toEqual(before)
  }
})

test('Pay Now in one tab and an add in another, 200 times: what was added is in the order or in the cart', async () => {
  // There is no bus here: what is paid waits in the outbox.
  expectConsoleError(/Upstash QStash/)
  await givenStock(SKU, 400)
  await givenStock(OTHER, 400)
  const outcomes = await atOnce(20, 200, async (index) => {
    const { shopper, cookie } = await newShopper()
    await changeLine({ change: 'add', shopper, sku: SKU, quantity: 1 })
    const pay = await checkoutRequest(shopper.customerId)
    const added = async () => {
      // Somewhere within the time that Pay Now takes.
      await new Promise((resolve) => setTimeout(resolve, (index % 20) * 2))
      return add(request('/api/cart/lines', { body: { sku: OTHER, quantity: 1 }, cookie }))
    }
    const [paid, answer] = await Promise.all([press(shopper.customerId, pay), added()])
    expect(answer.status).toBe(200)
    const { customerId } = shopper
    const inCart = await shopDb().cartLine.count({
      where: { customerId, sku: OTHER, cart: { status: 'ACTIVE' } },
    })
    const ordered = await shopDb().orderLine.count({
      where: { customerId, sku: OTHER, order: { status: 'PAID' } },
    })
    expect(inCart + ordered, `${outcomeOf(paid)}, and the line is gone`).toBe(1)
    return outcomeOf(paid)
  })
  expect(new Set(outcomes).size, 'sometimes one was first, sometimes the other').toBeGreaterThan(1)
})
