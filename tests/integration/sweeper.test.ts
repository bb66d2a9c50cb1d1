import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceOrders } from '@/lib/checkout'
import { shopDb } from '@/lib/infra/db/shop'
import { startLocalStripe } from '@/local/stripe'
import { atOnce, checkoutRequest, press, shopperAtCheckout } from '../support/buyer'
import { expectConsoleError } from '../support/console'
import { seedCatalog } from '../support/fixtures'

const stripe = await startLocalStripe()
Object.assign(process.env, { STRIPE_API_URL: stripe.url })

beforeAll(() => seedCatalog())
afterAll(() => stripe.close())

/** Shoppers whose banks ask them something, and who do not answer. */
async function waitingBuyers(count: number): Promise<void> {
  await atOnce(5, count, async () => {
    const { shopper } = await shopperAtCheckout('RDG-SND')
    const { customerId } = shopper
    await press(customerId, await checkoutRequest(customerId, 'pm_card_threeDSecure2Required'))
  })
}
const age = (minutes: number) =>
  shopDb().$executeRaw`
    UPDATE "Order" SET "createdAt" = "createdAt" - make_interval(mins => ${minutes}::int),
      "lookedAt" = "lookedAt" - make_interval(mins => ${minutes}::int)
    WHERE status IN ('PENDING', 'PAYING')`
const reads = async () => {
  const state = (await (await fetch(`${stripe.url}/_local/state`)).json()) as {
    requests: Record<string, number>
  }
  return state.requests['GET /v1/payment_intents/:id'] ?? 0
}

test('sweepers side by side ask the processor once about an order, and later less and less often', async () => {
  await waitingBuyers(6)
  const before = await reads()
  await age(2)
  const counts = await Promise.all(Array.from({ length: 5 }, () => advanceOrders()))
  expect(counts.reduce((sum, { looked }) => sum + looked, 0)).toBe(6)
  expect((await reads()) - before).toBe(6)

  // Looked at when it was 2 minutes old: not before another 2 have gone by.
  await age(1)
  expect((await advanceOrders()).looked).toBe(0)
  await age(2)
  expect((await advanceOrders()).looked).toBe(6)
})

test('an order past its time is ended at once, whenever it was looked at last', async () => {
  await shopDb()
    .$executeRaw`UPDATE "Order" SET "expiresAt" = now() + interval '1 millisecond' WHERE status = 'PAYING'`
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await advanceOrders()).toMatchObject({ looked: 6, canceled: 6 })
})

test('an order that nobody could end in ten minutes raises the alarm', async () => {
  expectConsoleError(/alert\.order_stuck/)
  expectConsoleError(/order\.advance_failed/)
  await waitingBuyers(1)
  await shopDb()
    .$executeRaw`UPDATE "Order" SET "expiresAt" = now() - interval '11 minutes' WHERE status = 'PAYING'`
  await fetch(`${stripe.url}/_local/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ route: '*', kind: 'error_503', times: 10 }),
  })
  expect(await advanceOrders()).toMatchObject({ looked: 1, failed: 1 })
  await fetch(`${stripe.url}/_local/faults`, { method: 'DELETE' })
  await shopDb().$executeRaw`UPDATE "Order" SET "lookedAt" = "lookedAt" - interval '2 minutes'`
  expect(await advanceOrders()).toMatchObject({ looked: 1, canceled: 1 })
})
