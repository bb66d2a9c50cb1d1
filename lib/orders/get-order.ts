import 'server-only'
import { AppError } from '../core/errors'
import { isPersonal } from './is-buyer'
import type { OrderView } from './schema'
import { orders, type OwnOrders } from './store'
import { toOrderView } from './view'

/**
 * One order of a person. An account that keeps a guest's order by its link sees where it goes only when the order was
 * placed with the account's own, verified e-mail address: forwarding a link gives no address away.
 * @throws AppError `not_found`, for an order of somebody else as for one that never was
 */
export async function getOrder(options: OwnOrders & { number: string }): Promise<OrderView> {
  const { number, ...own } = options
  const row = await orders.byNumber(own, number)
  if (!row) throw new AppError('not_found', 'We have no such order for you.')
  const refunded = await orders.refundedAmong([row])
  return toOrderView(row, refunded.has(row.id), isPersonal(row, own))
}
