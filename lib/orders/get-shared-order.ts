import 'server-only'
import { openOrderLink } from './order-link'
import type { OrderView } from './schema'
import { orders } from './store'
import { toOrderView } from './view'

/**
 * The order that a signed link opens, for any holder of the link: what was ordered and where it is, not whose it is.
 * @throws AppError `not_found` when the link was altered, made up, or its time is over
 */
export async function getSharedOrder(options: { token: string; now?: number }): Promise<OrderView> {
  const { order: row } = await openOrderLink(options.token, options.now)
  const refunded = await orders.refundedAmong([row])
  return toOrderView(row, refunded.has(row.id), false)
}
