import { createServer, request as ask } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { getCart } from '@/lib/cart'
import { advanceOne, checkoutStatus } from '@/lib/checkout'
import type { CheckoutRequest } from '@/lib/checkout/schema'
import { shopDb } from '@/lib/infra/db/shop'
import { confirmIntent, listIntents } from '@/lib/infra/stripe/intents'
import { startLocalQStash } from '@/local/qstash'
import { startLocalStripe } from '@/local/stripe'
import { catalogue } from '@/prisma/seed/catalogue'
import { checkInvariants } from '@/scripts/invariants'
import { atOnce, cardToken, laterQueue, outcomeOf, press, shopperAtCheckout } from '../support/buyer'
import { expectConsoleError } from '../support/console'
import { givenStock, seedCatalog } from '../support/fixtures'

const stripe = await startLocalStripe()
const bus = await startLocalQStash()
const counted = await countReads(stripe.url)
Object.assign(process.env, {
  STRIPE_API_URL: counted.url,
  QSTASH_URL: bus.url,
  QSTASH_TOKEN: bus.token,
  APP_URL: 'http://localhost:9',
})
/** One for each test: the carts of a test go on holding its units. */
const unused = catalogue.products.flatMap(({ variants }) => variants.map(({ sku }) => sku))
let SKU = ''
const DECLINED = 'pm_card_visa_chargeDeclined'

beforeAll(() => seedCatalog())
beforeEach(() => {
  SKU = unused.pop() ?? ''
})
afterAll(() => Promise.all([counted.close(), stripe.close(), bus.close()]))

const stock = () => shopDb().stock.findUniqueOrThrow({ where: { sku: SKU } })
const orderOf = (customerId: string) => shopDb().order.findFirstOrThrow({ where: { customerId } })
async function intentsOf(customerId: string) {
  const found = []
  for await (const intent of listIntents(0)) if (intent.order?.customerId === customerId) found.push(intent)
  return found
}
async function expectInvariants(): Promise<void> {
  expect((await checkInvariants()).filter(({ faults }) => faults.length > 0)).toEqual([])
}
const withCard = async (request: CheckoutRequest, card?: string) => ({
  ...request,
  confirmationToken: await cardToken(card),
})

describe('units are reserved only while a card is being tried', () => {
  test('a token that the processor does not know reserves nothing after its answer', async () => {
    await givenStock(SKU, 240)
    const { reserved } = await stock()
    await atOnce(8, 24, async () => {
      const { shopper, request } = await shopperAtCheckout(SKU, 10)
      const answer = await press(shopper.customerId, { ...request, confirmationToken: 'ctoken_nosuchtoken' })
      expect(outcomeOf(answer)).toBe('payment_declined')
    })
    expect((await stock()).reserved).toBe(reserved)
    await expectInvariants()
  })

  test('after a decline the next card pays the same order, by the same payment', async () => {
    await givenStock(SKU, 1)
    const { shopper, request } = await shopperAtCheckout(SKU, 1)
    const { customerId } = shopper
    expect(outcomeOf(await press(customerId, await withCard(request, DECLINED)))).toBe('payment_declined')
    expect((await stock()).reserved).toBe(0)
    expect((await getCart({ customerId })).lines).toMatchObject([{ sku: SKU, held: 1 }])
    const { number } = await orderOf(customerId)
    expect(await press(customerId, await withCard(request))).toMatchObject({
      status: 'paid',
      order: { number },
    })
    expect(await intentsOf(customerId)).toMatchObject([{ state: 'succeeded' }])
    expect(await stock()).toMatchObject({ onHand: 0, reserved: 0 })
    await expectInvariants()
  })

  test('units that someone else bought after a decline are missed honestly, and nothing is charged', async () => {
    await givenStock(SKU, 1)
    const first = await shopperAtCheckout(SKU, 1)
    const { customerId } = first.shopper
    expect(outcomeOf(await press(customerId, await withCard(first.request, DECLINED)))).toBe(
      'payment_declined',
    )
    await takeLastUnit()
    const answer = await press(customerId, await withCard(first.request))
    expect(answer).toMatchObject({ code: 'out_of_stock', extra: { items: [{ sku: SKU, available: 0 }] } })
    expect(await intentsOf(customerId)).toMatchObject([{ state: 'needs_card' }])
    await expectInvariants()
  })

  test('money that comes after the units have gone is sent back, and the order ends', async () => {
    await givenStock(SKU, 1)
    const { shopper, request } = await shopperAtCheckout(SKU, 1)
    const { customerId } = shopper
    await press(customerId, await withCard(request, DECLINED))
    await takeLastUnit()
    // Another tab's card, whose request was on its way when the first was declined.
    await lateSuccess(customerId)
    expect(await orderOf(customerId)).toMatchObject({ status: 'CANCELED', cancelReason: 'out_of_stock' })
    expectConsoleError(/alert\.|refund/)
    await expect.poll(async () => (await intentsOf(customerId))[0]?.refunded).toBe(true)
    await expectInvariants()
  })

  test('money that comes after a decline pays the order while there are units', async () => {
    await givenStock(SKU, 1)
    const { shopper, request } = await shopperAtCheckout(SKU, 1)
    await press(shopper.customerId, await withCard(request, DECLINED))
    await lateSuccess(shopper.customerId)
    expect(await orderOf(shopper.customerId)).toMatchObject({ status: 'PAID' })
    await expectInvariants()
  })

  test(
    '100 shoppers whose first card is declined want 20 units: no more than 20 are paid, nobody else is charged',
    { timeout: 120_000 },
    async () => {
      // A hundred declines in a few seconds are what the alert is for.
      expectConsoleError(/alert\.card_testing/)
      await givenStock(SKU, 1_000)
      const buyers = await atOnce(10, 100, () => shopperAtCheckout(SKU, 1))
      await givenStock(SKU, 20)
      const outcomes = await atOnce(40, buyers.length, async (index) => {
        const { shopper, request } = buyers[index]!
        const first = outcomeOf(await press(shopper.customerId, await withCard(request, DECLINED)))
        if (first !== 'payment_declined') return first
        return outcomeOf(await press(shopper.customerId, await withCard(request)))
      })
      const paid = outcomes.filter((outcome) => outcome === 'paid').length
      expect(paid).toBeLessThanOrEqual(20)
      expect(outcomes.filter((outcome) => outcome !== 'paid' && outcome !== 'out_of_stock')).toEqual([])
      expect((await stock()).onHand).toBe(20 - paid)
      await expectInvariants()
    },
  )

  test('a shopper at the bank keeps the units for a bounded time', async () => {
    await givenStock(SKU, 1)
    const { shopper, request } = await shopperAtCheckout(SKU, 1)
    const asked = await press(shopper.customerId, await withCard(request, 'pm_card_threeDSecure2Required'))
    expect(outcomeOf(asked)).toBe('requires_action')
    const { createdAt, expiresAt } = await orderOf(shopper.customerId)
    expect(expiresAt.getTime() - createdAt.getTime()).toBeLessThanOrEqual(5 * 60_000 + 5_000)
  })
})

test('200 polls of one order ask the processor about once a second', async () => {
  await givenStock(SKU, 1)
  const { shopper, request } = await shopperAtCheckout(SKU, 1)
  const { customerId } = shopper
  await press(customerId, await withCard(request, DECLINED))
  const before = counted.reads()
  const startedAt = Date.now()
  const { checkoutKey } = request
  await atOnce(20, 200, async () => {
    const { later } = laterQueue()
    const answer = await checkoutStatus({ customerId, checkoutKey, later }).catch((error: unknown) => error)
    expect(answer).toMatchObject({ code: 'payment_declined' })
  })
  const seconds = Math.ceil((Date.now() - startedAt) / 1_000)
  expect(counted.reads() - before).toBeLessThanOrEqual(seconds + 1)
})

async function takeLastUnit(): Promise<void> {
  const other = await shopperAtCheckout(SKU, 1).catch(() => null)
  if (other) expect(outcomeOf(await press(other.shopper.customerId, other.request))).toBe('paid')
  // The declined cart still holds it softly: stock counted away has the same effect.
  else await givenStock(SKU, 0)
}

async function lateSuccess(customerId: string): Promise<void> {
  const [intent] = await intentsOf(customerId)
  const { id: orderId } = await orderOf(customerId)
  const confirmationToken = await cardToken()
  await confirmIntent({ intentId: intent?.id ?? '', confirmationToken, returnUrl: 'http://localhost:9/' })
  await advanceOne({ customerId, orderId })
}

/** Stands before the processor and counts the payments that are read. */
async function countReads(target: string) {
  let reads = 0
  const server = createServer((incoming, outgoing) => {
    if (incoming.method === 'GET' && /payment_intents\/pi_/.test(incoming.url ?? '')) reads += 1
    const { method, headers } = incoming
    const onward = ask(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    reads: () => reads,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}
