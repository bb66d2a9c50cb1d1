import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { expireCarts } from '@/lib/cart'
import { advanceOrders, handleStripeWebhook } from '@/lib/checkout'
import { isDatabaseUnavailable } from '@/lib/infra/db/retry'
import { shopDb } from '@/lib/infra/db/shop'
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
import { figure } from './support/figures'
import { payStubbornly } from '../support/pay-stubbornly'
import { report } from './support/report'
import { expectInvariants, intentsOf, ordersByStatus, runOut, startFaultyShop } from './support/shop'

const shop = await startFaultyShop()
const SKU = 'RDG-SND'
/** One for each race: who went away with nothing goes on holding what comes back. */
const RACES = ['STK-PSM', 'STK-ASH', 'STK-BLK'] as const

beforeAll(async () => {
  await seedCatalog()
  await givenStock(SKU, 5_000)
})
afterEach(async () => {
  vi.useRealTimers()
  await shop.healStripe()
})
afterAll(() => shop.close())

const later = laterQueue().later
const buyers = (count: number) => atOnce(8, count, () => shopperAtCheckout(SKU))
const atTheBank = async () => {
  const { shopper } = await shopperAtCheckout(SKU)
  const { customerId } = shopper
  await press(customerId, await checkoutRequest(customerId, 'pm_card_threeDSecure2Required'))
  const [intent] = await intentsOf([customerId])
  return { customerId, intentId: intent!.id }
}
const captured = async (ids: readonly string[]) =>
  (await intentsOf(ids)).filter(({ state }) => state === 'succeeded')
const refundsOf = (all: readonly string[]) =>
  shopDb().refund.count({ where: { customerId: { in: [...all] } } })

test('hazard 4: many posts of one key, many tabs of one cart: one order, one capture each', async () => {
  const rounds = figure(100, 2)
  for (let round = 0; round < rounds; round++) {
    const clicked = await shopperAtCheckout(SKU)
    await Promise.all(Array.from({ length: 50 }, () => press(clicked.shopper.customerId, clicked.request)))
    const tabbed = await shopperAtCheckout(SKU)
    await Promise.all(
      Array.from({ length: 20 }, async () =>
        press(tabbed.shopper.customerId, {
          ...tabbed.request,
          checkoutKey: crypto.randomUUID(),
          confirmationToken: await cardToken(),
        }),
      ),
    )
    for (const { shopper } of [clicked, tabbed]) {
      expect(await ordersByStatus([shopper.customerId])).toEqual({ PAID: 1 })
      expect((await captured([shopper.customerId])).length).toBe(1)
    }
  }
  await expectInvariants()
  report(
    'hazard 4',
    `${rounds} × (50 posts of one key + 20 tabs of one cart)`,
    rounds * 68,
    'one order, one capture each',
  )
})

test('hazard 5: four events in every order, five times each, and never: the same end, one message to the warehouse', async () => {
  const orders = permutations(['created', 'requires_action', 'processing', 'succeeded'])
  const chosen = orders.slice(0, figure(orders.length, 6))
  for (const types of chosen) {
    const { customerId, intentId } = await atTheBank()
    await shop.finishChallenge(intentId, 'complete')
    const hints = types.flatMap((type) =>
      Array.from({ length: 5 }, () => ({
        eventId: `evt_${customerId}_${type}`,
        type: `payment_intent.${type}`,
        intentId,
      })),
    )
    await atOnce(figure(5, 5), hints.length, (i) => handleStripeWebhook(hints[i]!, later))
    expect(await ordersByStatus([customerId])).toEqual({ PAID: 1 })
    expect(await shopDb().outboxEvent.count({ where: { customerId } })).toBe(1)
  }
  const { customerId, intentId } = await atTheBank()
  await shop.finishChallenge(intentId, 'complete')
  await runOut()
  expect(await ordersByStatus([customerId]), 'without any webhook').toEqual({ PAID: 1 })
  expect(await shopDb().outboxEvent.count({ where: { customerId } })).toBe(1)
  await expectInvariants()
  report(
    'hazard 5',
    `${chosen.length} orders of 4 events, 5 times each`,
    chosen.length * 20,
    'one end, one message',
  )
})

test('hazard 6: 3-D Secure is finished just as the order runs out: paid or ended, never refunded', async () => {
  const count = figure(500, 20)
  const all = await atOnce(6, count, () => atTheBank())
  const ids = all.map(({ customerId }) => customerId)
  let finished = false
  const finish = atOnce(20, count, async (i) => {
    const { customerId, intentId } = all[i]!
    await shopDb().$executeRaw`
      UPDATE "Order" SET "expiresAt" = now() + interval '1 second'
      WHERE "customerId" = ${customerId}::uuid AND status = 'PAYING'`
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 2_000))
    await shop.finishChallenge(intentId, 'complete')
  }).then(() => (finished = true))
  while (!finished) await Promise.all([advanceOrders(), advanceOrders()])
  await finish
  await runOut()
  const ended = await ordersByStatus(ids)
  expect((ended['PAID'] ?? 0) + (ended['CANCELED'] ?? 0)).toBe(count)
  expect((await captured(ids)).length).toBe(ended['PAID'] ?? 0)
  expect(await refundsOf(ids), 'refunds').toBe(0)
  await expectInvariants()
  report(
    'hazard 6',
    `${count} challenges finished within a second of expiry`,
    count,
    `${ended['PAID'] ?? 0} paid, ${ended['CANCELED'] ?? 0} ended, 0 refunds`,
  )
})

test('hazard 7: the price changes while people pay: nobody is charged another amount than was shown', async () => {
  const all = await buyers(figure(200, 20))
  const ids = all.map(({ shopper }) => shopper.customerId)
  let changes = 0
  let done = false
  const editor = (async () => {
    while (!done) {
      changes += 1
      await shopDb().variant.update({ where: { sku: SKU }, data: { price: 2_800 + (changes % 3) * 100 } })
    }
  })()
  const answers = await atOnce(6, all.length, (i) => press(all[i]!.shopper.customerId, all[i]!.request))
  done = true
  await editor
  await shopDb().variant.update({ where: { sku: SKU }, data: { price: 2_800 } })
  for (const outcome of answers.map(outcomeOf))
    expect(['paid', 'price_changed', 'cart_changed']).toContain(outcome)
  const shown = new Map(all.map(({ shopper, request }) => [shopper.customerId, request.expectedTotal.amount]))
  const charges = await captured(ids)
  for (const { amount, order } of charges) expect(amount).toBe(shown.get(order!.customerId))
  expect(charges.length).toBe(answers.filter((answer) => outcomeOf(answer) === 'paid').length)
  await runOut()
  await expectInvariants()
  report(
    'hazard 7',
    `${all.length} checkouts, ${changes} changes of price`,
    changes,
    `${charges.length} charged, each what was shown`,
  )
})

test(
  'F1, hazard 8: 300 buyers, 100 units, 30 % double clicks: exactly 100 paid, nobody else charged',
  { timeout: 600_000 },
  async () => {
    const [runs, people, units] = [figure(3, 1), figure(300, 60), figure(100, 20)]
    for (const sku of RACES.slice(0, runs)) {
      await givenStock(sku, people)
      const all = await atOnce(8, people, () => shopperAtCheckout(sku))
      await givenStock(sku, units)
      const clicks = all.flatMap((buyer, i) => (i % 10 < 3 ? [buyer, buyer] : [buyer]))
      // A machine that is short of time answers 503 to some: they come back.
      const answers = await atOnce(100, clicks.length, (i) => payStubbornly(clicks[i]!))
      const ids = all.map(({ shopper }) => shopper.customerId)
      expect(await ordersByStatus(ids)).toEqual({ PAID: units })
      expect((await captured(ids)).length).toBe(units)
      const soldOut = answers.filter((answer) => answer === 'out_of_stock').length
      expect(soldOut).toBeGreaterThanOrEqual(people - units)
      await expectInvariants()
    }
    report(
      'F1',
      `${runs} × ${people} buyers for ${units} units, 30 % double clicks`,
      Math.round(runs * people * 0.3),
      `${units} paid each time, nobody else charged`,
    )
  },
)

test('hazard 9: the cart expires at any moment of the checkout: it finishes, or ends cleanly', async () => {
  const all = await buyers(figure(100, 12))
  const ids = all.map(({ shopper }) => shopper.customerId)
  let done = false
  const expiring = (async () => {
    while (!done) {
      await shopDb().$executeRaw`
        UPDATE "Cart" SET "expiresAt" = now() - interval '1 minute' WHERE status = 'ACTIVE' AND random() < 0.3`
      // A run that the machine is too slow for is the next one's work.
      await expireCarts().catch((error: unknown) => {
        if (!isDatabaseUnavailable(error)) throw error
      })
    }
  })()
  const answers = await atOnce(6, all.length, (i) => payStubbornly(all[i]!))
  done = true
  await expiring
  for (const outcome of answers) expect(['paid', 'cart_empty', 'cart_changed']).toContain(outcome)
  const paid = answers.filter((answer) => answer === 'paid').length
  expect((await captured(ids)).length).toBe(paid)
  await runOut()
  await expectInvariants()
  report(
    'hazard 9',
    `${all.length} checkouts whose carts expire under them`,
    all.length,
    `${paid} paid, the others told so`,
  )
})

test('hazard 18: the clock of the application is ten minutes wrong, either way: the database decides', async () => {
  for (const minutes of [-10, 10]) {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 })
    const all = await buyers(figure(50, 4))
    const open = await Promise.all(Array.from({ length: figure(20, 2) }, () => atTheBank()))
    await atOnce(6, all.length, (i) => press(all[i]!.shopper.customerId, all[i]!.request))
    await Promise.all([advanceOrders(), advanceOrders()])
    expect(
      await ordersByStatus(open.map(({ customerId }) => customerId)),
      'nobody is ended too early',
    ).toEqual({
      PAYING: open.length,
    })
    expect(await ordersByStatus(all.map(({ shopper }) => shopper.customerId))).toEqual({ PAID: all.length })
    vi.useRealTimers()
    await runOut()
    await expectInvariants()
  }
  report(
    'hazard 18',
    'an application clock 10 minutes early and late',
    2,
    'nothing ended early, invariants hold',
  )
})

test('hazard 20: money for orders that have ended is sent back, once each', async () => {
  expectConsoleError(/alert\.late_capture_refunded/)
  const all = await atOnce(6, figure(50, 6), () => atTheBank())
  const ids = all.map(({ customerId }) => customerId)
  // Only a hand in the database can bring this about: the orders end behind the fence's back.
  await shopDb().$queryRaw`
    SELECT checkout_release("customerId", id, 'PAYING', 'test') FROM "Order" WHERE status = 'PAYING'`
  for (const [index, { customerId, intentId }] of all.entries()) {
    await shop.finishChallenge(intentId, 'complete')
    const hint = { eventId: `evt_late_${index}`, type: 'payment_intent.succeeded', intentId }
    await Promise.all([handleStripeWebhook(hint, later), handleStripeWebhook(hint, later)])
    expect(customerId).toBeTruthy()
  }
  await Promise.all([advanceOrders(), advanceOrders(), advanceOrders()])
  const back = await captured(ids)
  expect(back.map(({ refunded }) => refunded)).toEqual(all.map(() => true))
  expect(await refundsOf(ids)).toBe(all.length)
  await expectInvariants()
  report(
    'hazard 20',
    `${all.length} late captures, two webhooks and three sweepers each`,
    all.length,
    `${all.length} refunds, once each`,
  )
})

test(
  'hazard 26: whatever total, currency or price a body claims, only the shop’s own is ever charged',
  { timeout: 900_000 },
  async () => {
    const runs = figure(10_000, 150)
    const { shopper, request } = await shopperAtCheckout(SKU)
    const { amount } = request.expectedTotal
    const claims = fc.record({
      amount: fc.oneof(
        fc.integer({ min: 0, max: 2_000_000_000 }),
        fc.constantFrom(amount - 1, amount + 1, 0, 1),
      ),
      currency: fc.constantFrom('USD', 'EUR', 'JPY', 'XXX'),
    })
    await fc.assert(
      fc.asyncProperty(claims, async (expectedTotal) => {
        fc.pre(expectedTotal.amount !== amount || expectedTotal.currency !== 'USD')
        expect(outcomeOf(await press(shopper.customerId, { ...request, expectedTotal }))).toBe(
          'price_changed',
        )
      }),
      { numRuns: runs },
    )
    expect(await intentsOf([shopper.customerId])).toEqual([])
    expect(outcomeOf(await press(shopper.customerId, request))).toBe('paid')
    expect((await captured([shopper.customerId])).map(({ amount }) => amount)).toEqual([amount])
    report(
      'hazard 26',
      `${runs} claimed totals`,
      runs,
      'all refused before an order was made; the true one charged',
    )
  },
)

test('hazard 37: the sixth card of an order is refused without asking the processor', async () => {
  const { shopper, request } = await shopperAtCheckout(SKU)
  const tryCard = async (card: string) =>
    press(shopper.customerId, { ...request, confirmationToken: await cardToken(card) })
  for (let card = 1; card <= 5; card++)
    expect(outcomeOf(await tryCard('pm_card_chargeDeclined'))).toBe('payment_declined')
  const token = await cardToken('pm_card_visa')
  const before = await shop.requests()
  expect(await press(shopper.customerId, { ...request, confirmationToken: token })).toMatchObject({
    extra: { declineCode: 'too_many_cards' },
  })
  expect(await shop.requests()).toEqual(before)
  report('hazard 37', 'six cards for one order', 1, 'the sixth never reached the processor')
})

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  )
}
