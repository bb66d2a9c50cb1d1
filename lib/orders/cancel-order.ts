import 'server-only'
import { AppError } from '../core/errors'
import { newId } from '../core/ids'
import { appendEvent } from '../events/shop'
import { shopTransaction } from '../infra/db/shop'
import { getOrder } from './get-order'
import { isBuyer } from './is-buyer'
import type { OrderView } from './schema'
import { orders, type OwnOrders } from './store'

const HAS_LEFT = ['PARTLY_SHIPPED', 'SHIPPED']

/**
 * Asks the warehouse not to send a paid order of a person. It is kept back if it has not left by then; only the warehouse's
 * word that it was sends the money back. Asking again changes nothing. An account that only keeps the order by a link may
 * look at it; giving it up is its buyer's alone.
 * @throws AppError `not_found`; `not_allowed`; `conflict` for an order that is not paid, or has left
 */
export async function cancelOrder(options: OwnOrders & { number: string }): Promise<OrderView> {
  const { number, ...own } = options
  await shopTransaction(async (tx) => {
    const order = await orders.lockByNumber(tx, own, number)
    if (!order) throw new AppError('not_found', 'We have no such order for you.')
    if (!(await isBuyer(tx, order, own)))
      throw new AppError(
        'not_allowed',
        'Only its buyer can cancel this order: sign in with its email address.',
      )
    if (order.status !== 'PAID')
      throw new AppError('conflict', 'Only an order that was paid can be given up here.')
    if (order.cancelRequestedAt || order.shippingStatus === 'CANCELED') return
    if (HAS_LEFT.includes(order.shippingStatus))
      throw new AppError('conflict', 'It has left our warehouse already. Send it back to us when it comes.')
    const canceledAt = await orders.askToCancel(tx, order)
    const { customerId, id: orderId } = order
    await appendEvent(tx, {
      id: newId(),
      customerId,
      payload: {
        type: 'order.canceled.v1',
        orderId,
        orderNumber: number,
        reason: 'shopper',
        canceledAt: canceledAt.toISOString(),
      },
    })
  })
  return getOrder(options)
}
