import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { figure } from '../support/figures'
import { report } from '../support/report'
import { runAs } from './gate'
import { killAt, type KillPoint } from './kill-at'
import type { Lane } from './lane'
import { type Lanes, openLanes } from './open-lanes'
import * as shop from './use-cases'
import { cartOf, givenVariant, payRequest } from './world-parts'

const SKU = 'KILLED'
let lanes: Lanes
let lane: Lane

beforeAll(async () => {
  lanes = await openLanes(1)
  lane = lanes.lanes[0]!
})
afterAll(() => lanes.close())

/** So many checkouts, each killed at the same call. */
async function killedCheckouts(count: number, point: KillPoint): Promise<string[]> {
  await lane.clear()
  await givenVariant(lane, SKU, count)
  const customerIds = Array.from({ length: count }, () => randomUUID())
  for (const customerId of customerIds) {
    await cartOf(lane, SKU, [customerId])
    const request = await payRequest(lane, 'pm_card_visa')
    const made = await killAt(lane, point, (later) => shop.payNow({ customerId, request, later }))
    expect(made, `${point.call} is made`).toBe(true)
  }
  return customerIds
}

const calm = <Result>(work: () => Promise<Result>) => runAs(lane.bystander(), work)
/** The sweeper, once all that is open is past its time. */
async function sweep(): Promise<void> {
  await lane.shop.query(
    `UPDATE "Order" SET "expiresAt" = now() - interval '1 second', "lookedAt" = NULL WHERE status IN ('PENDING', 'PAYING')`,
  )
  await calm(() => shop.advanceOrders())
}
async function standing() {
  const { rows } = await lane.shop.query<{ status: string; count: number }>(
    'SELECT status, count(*)::int AS count FROM "Order" GROUP BY status',
  )
  const stock = await lane.shop.query<{ onHand: number; reserved: number }>(
    'SELECT "onHand", reserved FROM "Stock" WHERE sku = $1',
    [SKU],
  )
  return {
    orders: Object.fromEntries(rows.map(({ status, count }) => [status, count])),
    ...stock.rows[0]!,
    captured: lane.stripe.intents().filter(({ status }) => status === 'succeeded').length,
    refunds: lane.stripe.intents().filter(({ id }) => lane.stripe.isRefunded(id)).length,
  }
}

const BEFORE_THE_CHARGE: [string, KillPoint][] = [
  ['before T1', { call: 'checkout_reserve', when: 'before' }],
  ['after T1', { call: 'checkout_reserve', when: 'after' }],
  ['before T2', { call: 'POST /v1/payment_intents', when: 'before' }],
  ['after T2', { call: 'POST /v1/payment_intents', when: 'after' }],
  ['before T3', { call: 'INSERT INTO "Payment"', when: 'before' }],
  ['after T3', { call: 'INSERT INTO "Payment"', when: 'after' }],
  ['before T4', { call: '/confirm', when: 'before' }],
]

test.each(BEFORE_THE_CHARGE)(
  'hazard 2: killed %s: all stock comes back, nothing is captured',
  { timeout: 300_000 },
  async (name, point) => {
    const count = figure(50, 6)
    await killedCheckouts(count, point)
    await sweep()
    const orders = name === 'before T1' ? {} : { CANCELED: count }
    expect(await standing()).toEqual({ orders, onHand: count, reserved: 0, captured: 0, refunds: 0 })
    report('hazard 2', `${count} checkouts killed ${name}`, count, 'reserved 0, captured 0')
  },
)

test.each<[string, KillPoint]>([
  ['after T4', { call: '/confirm', when: 'after' }],
  ['before T5', { call: 'checkout_paid', when: 'before' }],
  ['after T5', { call: 'checkout_paid', when: 'after' }],
])(
  'hazard 3: killed %s, past the charge: every order is paid, none is refunded',
  { timeout: 600_000 },
  async (name, point) => {
    const count = figure(200, 6)
    await killedCheckouts(count, point)
    await sweep()
    expect(await standing()).toEqual({
      orders: { PAID: count },
      onHand: 0,
      reserved: 0,
      captured: count,
      refunds: 0,
    })
    report('hazard 3', `${count} checkouts killed ${name}`, count, 'all paid, 0 refunds')
  },
)
