import 'server-only'
import { AppError } from '../core/errors'
import { orders } from '../orders'
import { ProcessorUnavailable } from '../payments'
import { advanceOrder, type Later, rightAway } from './advance-order'
import { toAnswer } from './answer'
import { orderOfKey } from './order-of-key'
import type { CheckoutStatus } from './schema'

const unclear = () =>
  new AppError('payments_unavailable', 'Your payment is being confirmed, so we cannot change anything yet.')

/**
 * Ends a checkout: the payment first, then the order. `paid` is the answer when it was too late.
 * @throws AppError `not_found`, `payments_unavailable` when the processor does not answer; nothing has changed then
 */
export async function cancelCheckout(options: {
  customerId: string | readonly string[]
  checkoutKey: string
  later: Later
}): Promise<CheckoutStatus> {
  const order = await orderOfKey(options)
  try {
    return toAnswer(await advanceOrder({ order, giveUp: 'canceled_by_shopper', later: options.later }))
  } catch (error) {
    throw error instanceof ProcessorUnavailable ? unclear() : error
  }
}

/**
 * Ends whatever open order a shopper's cart has, before the cart is changed: what was ordered is never edited.
 * An order that turns out to be paid stays paid, and the change goes to a new cart.
 * @throws AppError `payments_unavailable` when a payment's outcome can't be known now; the cart must stay as it is
 */
export async function cancelOpenOrder({ customerId }: { customerId: string }): Promise<void> {
  for (const { id } of await orders.openOf(customerId)) {
    const order = await orders.byId(customerId, id)
    if (!order) continue
    try {
      await advanceOrder({ order, giveUp: 'cart_changed', later: rightAway })
    } catch (error) {
      throw error instanceof ProcessorUnavailable ? unclear() : error
    }
  }
}
