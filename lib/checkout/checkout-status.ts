import 'server-only'
import { BoundedMap } from '../core/bounded-map'
import type { OrderRow } from '../orders'
import { ProcessorUnavailable } from '../payments'
import { advanceOrder, type Later } from './advance-order'
import { toAnswer } from './answer'
import { orderOfKey } from './order-of-key'
import type { CheckoutStatus } from './schema'
import { checkoutSteps } from './store'

/** However many poll, the processor is asked about one order once in so long. */
const ASK_EVERY_MS = 1_000
const CONFIRMING: CheckoutStatus = { status: 'confirming' }

/** What this process is asking, or has just asked, about orders that are being paid; by the order's id. */
const asked = new BoundedMap<{ answer: Promise<CheckoutStatus>; at: number }>(5_000)

/**
 * Where a checkout stands; moves its order forward when it can be. What the processor does not say now is `confirming`. Polls of
 * one order share an answer for a second, since each would ask the processor.
 * @throws AppError `not_found` (no order was made with this key: it is safe to send it again), `payment_declined`
 */
export async function checkoutStatus(options: {
  customerId: string | readonly string[]
  checkoutKey: string
  later: Later
}): Promise<CheckoutStatus> {
  const order = await orderOfKey(options)
  if (order.status !== 'PAYING') return advanced(order, options.later)
  const last = asked.get(order.id)
  if (last && Date.now() - last.at < ASK_EVERY_MS) return last.answer
  const answer = askSeldom(order, options.later, last?.answer)
  asked.set(order.id, { answer, at: Date.now() })
  return answer
}

/** Asks unless another process has just done so: then what this one heard last still stands. */
async function askSeldom(
  order: OrderRow,
  later: Later,
  last: Promise<CheckoutStatus> = Promise.resolve(CONFIRMING),
): Promise<CheckoutStatus> {
  const key = { customerId: order.customerId, orderId: order.id }
  if (!(await checkoutSteps.mayAsk(key, ASK_EVERY_MS))) return last
  const answer = await advanced(order, later)
  // Told again, a shopper who has answered the bank would be asked by it once more.
  if (answer.status === 'requires_action') asked.delete(order.id)
  return answer
}

async function advanced(order: OrderRow, later: Later): Promise<CheckoutStatus> {
  try {
    return toAnswer(await advanceOrder({ order, later }))
  } catch (error) {
    if (error instanceof ProcessorUnavailable) return CONFIRMING
    throw error
  }
}
