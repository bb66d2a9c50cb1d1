import { beforeAll, afterAll, describe, expect, test } from 'vitest'
import { changeLine, getCart } from '@/lib/cart'
import {
  advanceOne,
  advanceOrders,
  cancelCheckout,
  cancelOpenOrder,
  checkoutStatus,
  handleStripeWebhook,
} from '@/lib/checkout'
import { AppError } from '@/lib/core/errors'
import { getAvailability } from '@/lib/inventory'
import { shopDb } from '@/lib/infra/db/shop'
import { listIntents } from '@/lib/infra/stripe/intents'
import { startLocalQStash } from '@/local/qstash'
import { startLocalStripe } from '@/local/stripe'
import { checkInvariants } from '@/scripts/invariants'
import {
  atOnce,
  cardToken,
  checkoutRequest,
  laterQueue,
  outcomeOf,
  press,
  shopperAtCheckout,
} from '../support/buyer'
import { expectConsoleError } from '../support/console'
import { givenStock, seedCatalog } from '../support/fixtures'
import { payStubbornly } from '../support/pay-stubbornly'

// A processor of this file's own: every payment it has must have its order.
const stripe = await startLocalStripe()
// A bus that takes messages; nobody listens where it would deliver them.
const bus = await startLocalQStash()
Object.assign(process.env, {
  STRIPE_API_URL: stripe.url,
  QSTASH_URL: bus.url,
  QSTASH_TOKEN: bus.token,
  APP_URL: 'http://localhost:9',
})

const SKU = 'RDG-SND'
const OTHER = 'FLD-STL'

beforeAll(async () => {
  await seedCatalog()
})
afterAll(() => Promise.all([stripe.close(), bus.close()]))

const stockOf = (sku: string) => shopDb().stock.findUniqueOrThrow({ where: { sku } })
const ordersOf = (customerId: string) =>
  shopDb().order.findMany({ where: { customerId }, orderBy: { createdAt: 'asc' } })
const faults = (body: object) =>
  fetch(`${stripe.url}/_local/faults`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
const clearFaults = () => fetch(`${stripe.url}/_local/faults`, { method: 'DELETE' })
const finishChallenge = async (end: 'complete' | 'fail') => {
  for await (const { id, state } of listIntents(0)) {
    if (state === 'needs_action') await fetch(`${stripe.url}/_local/3ds/${id}/${end}`, { method: 'POST' })
  }
}
const intentsOf = async (customerId: string) => {
  const found = []
  for await (const intent of listIntents(0)) if (intent.order?.customerId === customerId) found.push(intent)
  return found
}
const expireOrdersOf = (customerId: string) =>
  shopDb()
    .$executeRaw`UPDATE "Order" SET "expiresAt" = now() - interval '1 second' WHERE "customerId" = ${customerId}::uuid`

async function expectInvariants(): Promise<void> {
  const broken = (await checkInvariants()).filter(({ faults }) => faults.length > 0)
  expect(broken).toEqual([])
}

describe('Pay Now', () => {
  test('sells: order paid, stock gone, cart done, warehouse told', async () => {
    const before = await stockOf(SKU)
    const { shopper, request } = await shopperAtCheckout(SKU, 2)
    const answer = await press(shopper.customerId, request)

    expect(answer).toMatchObject({ status: 'paid', order: { status: 'paid', total: request.expectedTotal } })
    const after = await stockOf(SKU)
    expect([after.onHand, after.reserved]).toEqual([before.onHand - 2, before.reserved])
    expect((await getCart({ customerId: shopper.customerId })).lines).toEqual([])
    const outbox = await shopDb().outboxEvent.findMany({ where: { customerId: shopper.customerId } })
    expect(outbox.map(({ type }) => type)).toEqual(['order.paid.v1'])
    await expectInvariants()
  })

  test('the payment id is nowhere in clear', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    await press(shopper.customerId, request)
    const [payment] = await shopDb().payment.findMany({ where: { customerId: shopper.customerId } })
    const [intent] = await intentsOf(shopper.customerId)
    expect(intent?.id).toMatch(/^pi_/)
    expect(Buffer.from(payment!.intentSealed).toString('latin1')).not.toContain(intent!.id)
  })

  test('a decline keeps the order open; another card pays it, once', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const declined = await press(shopper.customerId, {
      ...request,
      confirmationToken: await cardToken('pm_card_visa_chargeDeclinedInsufficientFunds'),
    })
    expect(declined).toMatchObject({ code: 'payment_declined', extra: { declineCode: 'insufficient_funds' } })
    expect((await ordersOf(shopper.customerId)).map(({ status }) => status)).toEqual(['PAYING'])

    expect(
      outcomeOf(await press(shopper.customerId, { ...request, confirmationToken: await cardToken() })),
    ).toBe('paid')
    expect((await intentsOf(shopper.customerId)).map(({ state }) => state)).toEqual(['succeeded'])
    await expectInvariants()
  })

  test('the sixth card is refused without asking the processor', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const tryCard = async (card: string) =>
      press(shopper.customerId, { ...request, confirmationToken: await cardToken(card) })
    for (let card = 1; card <= 5; card++) {
      expect(outcomeOf(await tryCard('pm_card_visa_chargeDeclined'))).toBe('payment_declined')
    }
    expect(await tryCard('pm_card_visa')).toMatchObject({ extra: { declineCode: 'too_many_cards' } })
    expect((await intentsOf(shopper.customerId)).map(({ state }) => state)).toEqual(['needs_card'])
  })

  test.each([
    ['complete', 'paid'],
    ['fail', 'payment_declined'],
  ] as const)('3-D Secure, %s → %s', async (end, outcome) => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const { customerId } = shopper
    const answer = await press(customerId, {
      ...request,
      confirmationToken: await cardToken('pm_card_threeDSecure2Required'),
    })
    expect(answer).toMatchObject({
      status: 'requires_action',
      clientSecret: expect.stringContaining('_secret_'),
    })

    await finishChallenge(end)
    const status = checkoutStatus({ customerId, checkoutKey: request.checkoutKey, later: laterQueue().later })
    const settled = await status.catch((error: unknown) => error)
    expect(settled instanceof AppError ? settled.code : outcomeOf(settled as never)).toBe(outcome)
    await expectInvariants()
  })

  test('another price than the one seen is never charged', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const seen = request.expectedTotal
    const answer = await press(shopper.customerId, {
      ...request,
      expectedTotal: { ...seen, amount: seen.amount - 100 },
    })
    expect(answer).toMatchObject({ code: 'price_changed', extra: { total: seen } })
    expect(await intentsOf(shopper.customerId)).toEqual([])

    await shopDb().variant.update({ where: { sku: SKU }, data: { price: { increment: 100 } } })
    const raised = await press(shopper.customerId, request)
    await shopDb().variant.update({ where: { sku: SKU }, data: { price: { decrement: 100 } } })
    expect(raised).toMatchObject({ code: 'price_changed', extra: { total: { amount: seen.amount + 100 } } })
    expect(await ordersOf(shopper.customerId)).toEqual([])
  })

  test('short stock says what is left, and leaves nothing behind', async () => {
    const { shopper, request } = await shopperAtCheckout(OTHER, 3)
    await givenStock(OTHER, 2)
    const answer = await press(shopper.customerId, request)
    expect(answer).toMatchObject({ code: 'out_of_stock', extra: { items: [{ sku: OTHER, available: 2 }] } })
    expect(await ordersOf(shopper.customerId)).toEqual([])
    expect((await stockOf(OTHER)).reserved).toBe(0)
    await givenStock(OTHER, 75)
  })

  test('an empty cart is said to be one', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    await press(shopper.customerId, request)
    const again = await press(shopper.customerId, { ...request, checkoutKey: crypto.randomUUID() })
    expect(outcomeOf(again)).toBe('cart_empty')
  })
})

describe('pressed more than once', () => {
  test('50 posts of one key at once: one order, one capture', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const answers = await Promise.all(Array.from({ length: 50 }, () => press(shopper.customerId, request)))
    for (const outcome of answers.map(outcomeOf)) expect(['paid', 'confirming']).toContain(outcome)
    expect((await ordersOf(shopper.customerId)).map(({ status }) => status)).toEqual(['PAID'])
    expect((await intentsOf(shopper.customerId)).map(({ state }) => state)).toEqual(['succeeded'])
    await expectInvariants()
  })

  test('20 tabs of one cart, a key and a card each: one order, one capture', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const tabs = await Promise.all(
      Array.from({ length: 20 }, async () => ({
        ...request,
        checkoutKey: crypto.randomUUID(),
        confirmationToken: await cardToken(),
      })),
    )
    await Promise.all(tabs.map((tab) => press(shopper.customerId, tab)))
    expect((await ordersOf(shopper.customerId)).map(({ status }) => status)).toEqual(['PAID'])
    expect((await intentsOf(shopper.customerId)).map(({ state }) => state)).toEqual(['succeeded'])
    await expectInvariants()
  })

  test('another address under the same key ends the first order and says so', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const declined = await cardToken('pm_card_visa_chargeDeclined')
    await press(shopper.customerId, { ...request, confirmationToken: declined })
    const moved = { ...request, shippingAddress: { ...request.shippingAddress, line1: '1 New Street' } }
    expect(outcomeOf(await press(shopper.customerId, moved))).toBe('checkout_canceled')
    expect(outcomeOf(await press(shopper.customerId, { ...moved, checkoutKey: crypto.randomUUID() }))).toBe(
      'paid',
    )
    expect((await ordersOf(shopper.customerId)).map(({ status }) => status)).toEqual(['CANCELED', 'PAID'])
    await expectInvariants()
  })
})

describe('when the processor fails', () => {
  test('the answer of the charge is lost: confirming, then paid, charged once', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const { customerId } = shopper
    await faults({ route: 'POST /v1/payment_intents/:id/confirm', kind: 'lost_answer', times: 4 })
    const answer = await press(customerId, request)
    await clearFaults()
    expect(outcomeOf(answer)).toBe('confirming')

    const status = await checkoutStatus({
      customerId,
      checkoutKey: request.checkoutKey,
      later: laterQueue().later,
    })
    expect(status.status).toBe('paid')
    expect((await intentsOf(customerId)).map(({ state }) => state)).toEqual(['succeeded'])
    await expectInvariants()
  })

  test('a card that never reached it keeps no units, and the same key still pays', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const { customerId } = shopper
    const { reserved } = await stockOf(SKU)
    await faults({ route: 'POST /v1/payment_intents/:id/confirm', kind: 'never_arrives', times: 4 })
    expect(outcomeOf(await press(customerId, request))).toBe('confirming')
    await clearFaults()
    const [order] = await ordersOf(customerId)
    const orderId = order?.id ?? ''
    expect(await advanceOne({ customerId, orderId })).toBe('open')
    // Its request may still be at work.
    expect((await stockOf(SKU)).reserved).toBe(reserved + 1)
    await shopDb().order.updateMany({
      where: { customerId, id: orderId },
      data: { triedAt: new Date(Date.now() - 60_000) },
    })
    expect(await advanceOne({ customerId, orderId })).toBe('open')
    expect((await stockOf(SKU)).reserved).toBe(reserved)
    expect(outcomeOf(await press(customerId, request))).toBe('paid')
    expect((await intentsOf(customerId)).map(({ state }) => state)).toEqual(['succeeded'])
    await expectInvariants()
  })

  test('it is away before anything was charged: 503, and the same key goes on later', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const { reserved } = await stockOf(SKU)
    await faults({ route: 'POST /v1/payment_intents', kind: 'never_arrives', times: 4 })
    expect(outcomeOf(await press(shopper.customerId, request))).toBe('payments_unavailable')
    await clearFaults()
    // Nobody tries a card: the unit is everyone's.
    expect((await stockOf(SKU)).reserved).toBe(reserved)
    expect((await ordersOf(shopper.customerId)).map(({ status }) => status)).toEqual(['PENDING'])
    expect(outcomeOf(await press(shopper.customerId, request))).toBe('paid')
    expect((await intentsOf(shopper.customerId)).map(({ state }) => state)).toEqual(['succeeded'])
    await expectInvariants()
  })

  test('a failure that it remembers under the key does not end the sale', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    await faults({ route: 'POST /v1/payment_intents', kind: 'error_500', times: 1 })
    expect(outcomeOf(await press(shopper.customerId, request))).toBe('paid')
    await expectInvariants()
  })
})

describe('without the browser', () => {
  test('five webhooks of one payment, at once: paid once, told once', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const { customerId } = shopper
    await press(customerId, {
      ...request,
      confirmationToken: await cardToken('pm_card_threeDSecure2Required'),
    })
    await finishChallenge('complete')
    const [intent] = await intentsOf(customerId)
    const hint = { eventId: 'evt_1', type: 'payment_intent.succeeded', intentId: intent!.id }
    await Promise.all(Array.from({ length: 5 }, () => handleStripeWebhook(hint, laterQueue().later)))

    expect((await ordersOf(customerId)).map(({ status }) => status)).toEqual(['PAID'])
    expect(await shopDb().outboxEvent.count({ where: { customerId } })).toBe(1)
    expect(await shopDb().stripeEvent.count({ where: { customerId } })).toBe(1)
    await expectInvariants()
  })

  test('the sweeper ends an order past its time; its cart holds nothing until the shopper asks again', async () => {
    const before = await stockOf(SKU)
    const { shopper, request } = await shopperAtCheckout(SKU, 2)
    const { customerId } = shopper
    await press(customerId, {
      ...request,
      confirmationToken: await cardToken('pm_card_threeDSecure2Required'),
    })
    expect((await stockOf(SKU)).reserved).toBe(before.reserved + 2)
    await expireOrdersOf(customerId)
    await Promise.all([advanceOrders(), advanceOrders(), advanceOrders()])

    expect((await stockOf(SKU)).reserved).toBe(before.reserved)
    expect((await ordersOf(customerId)).map(({ status, cancelReason }) => [status, cancelReason])).toEqual([
      ['CANCELED', 'expired'],
    ])
    expect((await intentsOf(customerId)).map(({ state }) => state)).toEqual(['canceled'])
    expect((await getCart({ customerId })).lines).toMatchObject([{ sku: SKU, quantity: 2, held: 0 }])
    await expectInvariants()
  })

  test('a closed tab after the bank said yes: the sweeper finds the money', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    const { customerId } = shopper
    await press(customerId, {
      ...request,
      confirmationToken: await cardToken('pm_card_threeDSecure2Required'),
    })
    await finishChallenge('complete')
    await expireOrdersOf(customerId)
    await advanceOrders()
    expect((await ordersOf(customerId)).map(({ status }) => status)).toEqual(['PAID'])
    await expectInvariants()
  })

  test('cancel ends the payment first; after a charge it is too late', async () => {
    const first = await shopperAtCheckout(SKU)
    await press(first.shopper.customerId, {
      ...first.request,
      confirmationToken: await cardToken('pm_card_visa_chargeDeclined'),
    })
    const cancel = (customerId: string, checkoutKey: string) =>
      cancelCheckout({ customerId, checkoutKey, later: laterQueue().later })
    expect(await cancel(first.shopper.customerId, first.request.checkoutKey)).toEqual({ status: 'canceled' })
    expect((await intentsOf(first.shopper.customerId)).map(({ state }) => state)).toEqual(['canceled'])

    const second = await shopperAtCheckout(SKU)
    await press(second.shopper.customerId, second.request)
    expect(await cancel(second.shopper.customerId, second.request.checkoutKey)).toMatchObject({
      status: 'paid',
    })
    await expectInvariants()
  })

  test('an open order ends when its cart is edited', async () => {
    const { shopper, request } = await shopperAtCheckout(SKU)
    await press(shopper.customerId, {
      ...request,
      confirmationToken: await cardToken('pm_card_visa_chargeDeclined'),
    })
    await cancelOpenOrder({ customerId: shopper.customerId })
    await changeLine({ change: 'add', shopper, sku: OTHER, quantity: 1 })
    expect(
      (await ordersOf(shopper.customerId)).map(({ status, cancelReason }) => [status, cancelReason]),
    ).toEqual([['CANCELED', 'cart_changed']])
    expect(outcomeOf(await press(shopper.customerId, await checkoutRequest(shopper.customerId)))).toBe('paid')
    await expectInvariants()
  })

  test('money for an order that ended is sent back, once', async () => {
    expectConsoleError(/alert.late_capture_refunded/)
    const { shopper, request } = await shopperAtCheckout(SKU)
    const { customerId } = shopper
    await press(customerId, {
      ...request,
      confirmationToken: await cardToken('pm_card_threeDSecure2Required'),
    })
    // Only a fault can bring this about: the order ends behind the fence's back.
    const [order] = await ordersOf(customerId)
    await shopDb()
      .$queryRaw`SELECT checkout_release(${customerId}::uuid, ${order!.id}::uuid, 'PAYING', 'test')`
    await finishChallenge('complete')
    const [intent] = await intentsOf(customerId)
    const hint = { eventId: 'evt_late', type: 'payment_intent.succeeded', intentId: intent!.id }
    await Promise.all([
      handleStripeWebhook(hint, laterQueue().later),
      handleStripeWebhook(hint, laterQueue().later),
    ])
    await Promise.all([advanceOrders(), advanceOrders()])
    expect((await intentsOf(customerId)).map(({ state, refunded }) => [state, refunded])).toEqual([
      ['succeeded', true],
    ])
    // Whoever asks hears that money was taken and goes back, not that nothing was charged.
    const { checkoutKey } = request
    expect(await checkoutStatus({ customerId, checkoutKey, later: laterQueue().later })).toEqual({
      status: 'canceled',
      refunded: true,
    })
    expect(await press(customerId, request)).toMatchObject({
      code: 'checkout_canceled',
      message: expect.stringContaining('on its way back'),
      extra: { refunded: true },
    })
    await expectInvariants()
  })
})

describe('I7 and I6 under a crowd', () => {
  test(
    'one key stands for one order, even while the order that it joins ends',
    { timeout: 60_000 },
    async () => {
      await givenStock(OTHER, 500)
      const shoppers = await atOnce(20, 60, async () => {
        const { shopper, request } = await shopperAtCheckout(OTHER)
        await press(shopper.customerId, {
          ...request,
          confirmationToken: await cardToken('pm_card_threeDSecure2Required'),
        })
        return {
          customerId: shopper.customerId,
          first: request,
          second: await checkoutRequest(shopper.customerId),
        }
      })
      await atOnce(20, shoppers.length, async (i) => {
        const { customerId, first, second } = shoppers[i]!
        const { checkoutKey } = first
        await Promise.all([
          press(customerId, second),
          cancelCheckout({ customerId, checkoutKey, later: laterQueue().later }),
          press(customerId, second),
        ])
      })
      await expectInvariants()
    },
  )

  test(
    '300 buyers, 100 units, a third of them double clicks: exactly 100 paid, nobody else charged',
    { timeout: 120_000 },
    async () => {
      const units = 100
      await givenStock('STK-PSM', 300)
      const buyers = await atOnce(50, 300, () => shopperAtCheckout('STK-PSM'))
      await givenStock('STK-PSM', units)

      const clicks = buyers.flatMap((buyer, i) => (i % 3 === 0 ? [buyer, buyer] : [buyer]))
      // More at once than ten connections serve: who is told to come back in a moment does, with the same key.
      const answers = await atOnce(150, clicks.length, (i) => payStubbornly(clicks[i]!))
      const counts = new Map<string, number>()
      for (const outcome of answers) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)

      const paid = await shopDb().order.count({
        where: { status: 'PAID', lines: { some: { sku: 'STK-PSM' } } },
      })
      expect(paid).toBe(units)
      expect(counts.get('out_of_stock')).toBeGreaterThanOrEqual(200)
      const captured = []
      const bought = new Set(buyers.map(({ shopper }) => shopper.customerId))
      for await (const intent of listIntents(0)) {
        if (intent.state === 'succeeded' && intent.order && bought.has(intent.order.customerId))
          captured.push(intent)
      }
      expect(captured.length).toBe(units)
      expect((await getAvailability(['STK-PSM'])).items[0]).toMatchObject({ available: 0, state: 'sold_out' })
      await expectInvariants()
    },
  )
})

describe('npm run invariants', () => {
  test('names the invariant when a row is broken by hand', async () => {
    await shopDb().$executeRaw`UPDATE "Stock" SET "onHand" = "onHand" + 1 WHERE sku = ${SKU}`
    const broken = (await checkInvariants()).filter(({ faults }) => faults.length > 0)
    await shopDb().$executeRaw`UPDATE "Stock" SET "onHand" = "onHand" - 1 WHERE sku = ${SKU}`
    expect(broken.map(({ id }) => id)).toEqual(['I1'])
    expect(broken[0]?.faults[0]).toContain(SKU)
  })
})
