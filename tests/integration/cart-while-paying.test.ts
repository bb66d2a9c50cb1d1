import { afterAll, beforeAll, expect, test } from 'vitest'
import { GET as readCart } from '@/app/api/cart/route'
import { advanceOrders } from '@/lib/checkout'
import { Cart } from '@/lib/cart/schema'
import { shopDb } from '@/lib/infra/db/shop'
import { startLocalStripe } from '@/local/stripe'
import { cardToken, checkoutRequest, outcomeOf, press } from '../support/buyer'
import { givenStock, newShopper, request, seedCatalog } from '../support/fixtures'
import { addLine } from '@/lib/cart'

const stripe = await startLocalStripe()
Object.assign(process.env, { STRIPE_API_URL: stripe.url })
const SKU = 'RDG-SND'

beforeAll(() => seedCatalog())
afterAll(() => stripe.close())

async function declinedBuyer(quantity: number) {
  const { shopper, cookie } = await newShopper()
  await addLine({ shopper, sku: SKU, quantity })
  const declined = await checkoutRequest(shopper.customerId, 'pm_card_chargeDeclined')
  expect(outcomeOf(await press(shopper.customerId, declined))).toBe('payment_declined')
  return { shopper, cookie, request: declined }
}
const cartOf = async (cookie: string) =>
  Cart.parse(await (await readCart(request('/api/cart', { cookie }))).json())

test('after a declined card the cart says that its own order keeps the units, even the last ones', async () => {
  await givenStock(SKU, 2)
  const { cookie, shopper } = await declinedBuyer(2)
  const cart = await cartOf(cookie)
  expect(cart.notices, 'nothing ran out, and nothing went to someone else').toEqual([])
  expect(cart.lines).toMatchObject([{ sku: SKU, quantity: 2, held: 2 }])
  const [order] = await shopDb().order.findMany({ where: { customerId: shopper.customerId } })
  expect(cart.holdExpiresAt).toBe(order!.expiresAt.toISOString())
  expect(order!.status, 'reading ends nothing').toBe('PAYING')
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
