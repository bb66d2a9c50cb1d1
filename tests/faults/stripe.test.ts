import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { checkoutStatus } from '@/lib/checkout'
import { AppError } from '@/lib/core/errors'
import { atOnce, laterQueue, outcomeOf, press, shopperAtCheckout } from '../support/buyer'
import { expectConsoleError } from '../support/console'
import { givenStock, seedCatalog } from '../support/fixtures'
import { figure } from './support/figures'
import { report } from './support/report'
import {
  expectInvariants,
  intentsOf,
  ordersByStatus,
  runOut,
  startFaultyShop,
  sweepAll,
} from './support/shop'

const shop = await startFaultyShop()
const SKU = 'RDG-SND'
const CONFIRM = 'POST /v1/payment_intents/:id/confirm'
const CREATE = 'POST /v1/payment_intents'
const READ = 'GET /v1/payment_intents/:id'

beforeAll(async () => {
  await seedCatalog()
  await givenStock(SKU, 2_000)
})
afterEach(() => shop.healStripe())
afterAll(() => shop.close())

const buyers = (count: number) => atOnce(8, count, () => shopperAtCheckout(SKU))
const idsOf = (all: Awaited<ReturnType<typeof buyers>>) => all.map(({ shopper }) => shopper.customerId)
const captured = async (ids: string[]) =>
  (await intentsOf(ids)).filter(({ state }) => state === 'succeeded').length

test('hazard 1: every answer to a charge is lost: as many captured as paid, no second charge', async () => {
  expectConsoleError(/./)
  const all = await buyers(figure(200, 15))
  await shop.stripeFaults({ route: CONFIRM, kind: 'lost_answer', probability: 1 })
  const answers = await atOnce(8, all.length, (i) => press(all[i]!.shopper.customerId, all[i]!.request))
  await shop.healStripe()
  expect(new Set(answers.map(outcomeOf)), 'nobody is told that it failed').toEqual(new Set(['confirming']))
  await sweepAll()
  expect(await ordersByStatus(idsOf(all))).toEqual({ PAID: all.length })
  expect(await captured(idsOf(all))).toBe(all.length)
  await expectInvariants()
  report('F7', `${all.length} charges`, all.length, 'every answer lost, all paid once')
})

test('F7, hazard 13: 30 % failures, 10 % 429, 10 % resets, before and after the effect: none double, all settled', async () => {
  expectConsoleError(/./)
  const all = await buyers(figure(200, 20))
  const faults = [CREATE, CONFIRM, READ].flatMap((route) => [
    { route, kind: 'error_503', probability: 0.15 },
    { route, kind: 'error_500', probability: 0.08 },
    { route, kind: 'error_500_after', probability: 0.07 },
    { route, kind: 'error_429', probability: 0.1 },
    { route, kind: 'never_arrives', probability: 0.05 },
    { route, kind: 'lost_answer', probability: 0.05 },
    { route, kind: 'slow', ms: figure(20_000, 400), probability: figure(0.02, 0.05) },
  ])
  await shop.stripeFaults(faults)
  const answers = await atOnce(8, all.length, (i) => press(all[i]!.shopper.customerId, all[i]!.request))
  const told = new Map<string, number>()
  for (const outcome of answers.map(outcomeOf)) told.set(outcome, (told.get(outcome) ?? 0) + 1)
  for (const outcome of told.keys())
    expect(['paid', 'confirming', 'payments_unavailable', 'payment_declined']).toContain(outcome)
  await shop.healStripe()
  await sweepAll()
  // Who was told to try again does, with the same key and the same card.
  for (const [index, answer] of answers.entries()) {
    if (answer instanceof AppError && answer.code === 'payments_unavailable')
      await press(all[index]!.shopper.customerId, all[index]!.request)
  }
  await runOut()
  const orders = await ordersByStatus(idsOf(all))
  expect(orders['PENDING'] ?? orders['PAYING'] ?? 0).toBe(0)
  expect(await captured(idsOf(all)), 'charged = paid').toBe(orders['PAID'] ?? 0)
  const counts = Object.values(await shop.requests()).reduce((sum, count) => sum + count, 0)
  await expectInvariants()
  report(
    'F7',
    `${all.length} checkouts, ${counts} calls of which half fail`,
    Math.round(counts / 2),
    `${orders['PAID'] ?? 0} paid once, ${orders['CANCELED'] ?? 0} ended, invariants hold`,
  )
})

test('a shopper who asks while the processor is away is told that it is being confirmed, never that it failed', async () => {
  expectConsoleError(/./)
  const [buyer] = await buyers(1)
  const { shopper, request } = buyer!
  await shop.stripeFaults({ route: CONFIRM, kind: 'lost_answer', times: 4 })
  await press(shopper.customerId, request)
  await shop.healStripe()
  await shop.stripeFaults({ route: READ, kind: 'error_503', times: 6 })
  const asks = { customerId: shopper.customerId, checkoutKey: request.checkoutKey, later: laterQueue().later }
  expect(await checkoutStatus(asks)).toEqual({ status: 'confirming' })
  await shop.healStripe()
  await expect.poll(async () => (await checkoutStatus(asks)).status, { timeout: 10_000 }).toBe('paid')
  await expectInvariants()
})
