import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import pMap from 'p-map'
import { log } from '../infra/log/log'
import { orders } from '../orders'
import { sendRefunds } from '../payments'
import { advanceOrder, rightAway } from './advance-order'
import { refundUnshipped } from './refund-unshipped'
import { sweepPace } from './rules/sweep-pace'
import { checkoutSteps } from './store'

/** Orders a run takes: at the pace of the rule, what it can look at before the next minute's run begins. */
const BATCH = 400
/** How many at once: the processor's limit is shared with shoppers who wait. */
const AT_ONCE = 4

/**
 * The sweeper: moves every order that is past its time, or unpaid for a minute, as far as it can go, and sends open
 * refunds. All that correctness needs; webhooks and polls only make it faster. Many may run at once, and share the work.
 */
export async function advanceOrders(): Promise<{
  looked: number
  paid: number
  canceled: number
  refunds: number
  failed: number
}> {
  const due = await checkoutSteps.takeDue(BATCH)
  const counts = { looked: due.length, paid: 0, canceled: 0, refunds: 0, failed: 0 }
  const beganAt = performance.now()
  const look = async ({ customerId, orderId, isStuck }: (typeof due)[number], index: number) => {
    const wait = beganAt + sweepPace(index) - performance.now()
    if (wait > 0) await pause(wait)
    const kind = await advanceOne({ customerId, orderId })
    if (kind === 'paid' || kind === 'canceled' || kind === 'failed') counts[kind] += 1
    if (isStuck && kind !== 'paid' && kind !== 'canceled') {
      log('error', 'alert.order_stuck', { customerId, orderId, reason: kind })
    }
  }
  await pMap(due, look, { concurrency: AT_ONCE })
  counts.refunds = (await refundUnshipped()) + (await sendRefunds())
  return counts
}

/** One order, as the delayed message of its checkout asks. */
export async function advanceOne(key: { customerId: string; orderId: string }): Promise<string> {
  try {
    const order = await orders.byId(key.customerId, key.orderId)
    if (!order) return 'gone'
    return (await advanceOrder({ order, later: rightAway })).kind
  } catch (error) {
    log('error', 'order.advance_failed', { ...key, error })
    return 'failed'
  }
}
