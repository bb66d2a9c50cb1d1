import 'server-only'
import { AppError } from '../core/errors'
import type { OrderView } from './schema'
import { orders, type OwnOrders } from './store'
import { type OrderRow, toOrderView } from './view'

/**
 * One order of a person. An account that keeps a guest's order by its link sees where it goes only when the order was
 * placed with the account's own e-mail address: whoever forwards a link does not give away an address with it.
 * @throws AppError `not_found`, for an order of somebody else as for one that never was
 */
export async function getOrder(options: OwnOrders & { number: string }): Promise<OrderView> {
  const { number, ...own } = options
  const row = await orders.byNumber(own, number)
  if (!row) throw new AppError('not_found', 'We have no such order for you.')
  const refunded = await orders.refundedAmong([row])
  return toOrderView(row, refunded.has(row.id), isPersonal(row, own))
}

/** Whether an order's e-mail and postal address are this person's to see. */
export const isPersonal = (row: OrderRow, { customerIds, account }: OwnOrders): boolean =>
  customerIds.includes(row.customerId) || account?.email.toLowerCase() === row.email.toLowerCase()
