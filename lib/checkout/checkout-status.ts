import 'server-only'
import { ProcessorUnavailable } from '../payments'
import { advanceOrder, type Later } from './advance-order'
import { toAnswer } from './answer'
import { orderOfKey } from './order-of-key'
import type { CheckoutStatus } from './schema'

/**
 * Where a checkout stands; moves its order forward when it can be. What the processor does not say now is `confirming`.
 * @throws AppError `not_found` (no order was made with this key: it is safe to send it again), `payment_declined`
 */
export async function checkoutStatus(options: {
  customerId: string | readonly string[]
  checkoutKey: string
  later: Later
}): Promise<CheckoutStatus> {
  const order = await orderOfKey(options)
  try {
    return toAnswer(await advanceOrder({ order, later: options.later }))
  } catch (error) {
    if (error instanceof ProcessorUnavailable) return { status: 'confirming' }
    throw error
  }
}
