import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { isDatabaseUnavailable } from '@/lib/infra/db/retry'
import { payNow } from '@/lib/checkout'
import { atOnce, laterQueue, shopperAtCheckout } from '../support/buyer'
import { expectConsoleError } from '../support/console'
import { givenStock, seedCatalog } from '../support/fixtures'
import { figure } from './support/figures'
import { payStubbornly } from '../support/pay-stubbornly'
import { report } from './support/report'
import { expectInvariants, intentsOf, ordersByStatus, runOut, startFaultyShop } from './support/shop'

const shop = await startFaultyShop()
const SKU = 'RDG-SND'

beforeAll(async () => {
  await seedCatalog()
  await givenStock(SKU, 2_000)
})
afterEach(() => shop.postgres.heal())
afterAll(() => shop.close())

const buyers = (count: number) => atOnce(8, count, () => shopperAtCheckout(SKU))

test('F6: the connection is cut at COMMIT of each step: every order paid once, nobody charged twice', async () => {
  expectConsoleError(/./)
  const count = figure(200, 12)
  const all = await buyers(count)
  const before = shop.postgres.faults
  for (const step of ['checkout_reserve', 'moved AS', 'attempts = attempts', 'checkout_paid']) {
    for (const when of ['before', 'after'] as const) {
      shop.postgres.cutAt(step, when, Math.ceil(count / 8))
      const share = all.splice(0, Math.ceil(count / 8))
      const answers = await atOnce(4, share.length, (i) => payStubbornly(share[i]!))
      shop.postgres.heal()
      expect(new Set(answers), `${when} ${step}`).toEqual(new Set(share.length > 0 ? ['paid'] : []))
      const ids = share.map(({ shopper }) => shopper.customerId)
      expect(await ordersByStatus(ids)).toEqual(share.length > 0 ? { PAID: share.length } : {})
      expect((await intentsOf(ids)).filter(({ state }) => state === 'succeeded').length).toBe(share.length)
    }
  }
  await expectInvariants()
  report(
    'F6',
    `${count} checkouts, cut before and after COMMIT of T1, T3, the card's count and T5`,
    shop.postgres.faults - before,
    'all paid once, invariants hold',
  )
})

test('F6: Postgres half a second slow: all paid', async () => {
  const all = await buyers(figure(40, 4))
  const before = shop.postgres.faults
  shop.postgres.delay(figure(500, 120))
  const answers = await atOnce(4, all.length, (i) => payStubbornly(all[i]!))
  shop.postgres.heal()
  expect(new Set(answers)).toEqual(new Set(['paid']))
  await expectInvariants()
  report(
    'F6',
    `${all.length} checkouts, Postgres slow`,
    shop.postgres.faults - before,
    'all paid, invariants hold',
  )
})

test('F6, hazard 12: Postgres is away: refused as passing, the processor is not asked, nothing captured without an order', async () => {
  expectConsoleError(/./)
  const all = await buyers(figure(60, 6))
  const before = shop.postgres.faults
  const asked = await shop.requests()
  shop.postgres.refuse(true)
  const until = Date.now() + figure(30_000, 2_000)
  while (Date.now() < until) {
    const answers = await Promise.allSettled(
      all.map(({ shopper, request }) =>
        payNow({ customerId: shopper.customerId, request, later: laterQueue().later }),
      ),
    )
    for (const answer of answers) {
      expect(answer.status === 'rejected' && isDatabaseUnavailable(answer.reason)).toBe(true)
    }
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  expect(await shop.requests(), 'the processor was left alone').toEqual(asked)
  shop.postgres.heal()
  const answers = await atOnce(4, all.length, (i) => payStubbornly(all[i]!))
  expect(new Set(answers)).toEqual(new Set(['paid']))
  await runOut()
  await expectInvariants()
  report(
    'F6',
    `${all.length} checkouts while Postgres was away`,
    shop.postgres.faults - before,
    'nothing asked, all paid afterwards, invariants hold',
  )
})
