import 'server-only'
import { AppError } from '../core/errors'
import type { OrderView } from './schema'
import { orders } from './store'
import { toOrderView } from './view'

/**
 * One order of a person who owns `customerIds`.
 * @throws AppError `not_found`, for an order of somebody else as for one that never was
 */
export async function getOrder(options: {
  customerIds: readonly string[]
  number: string
}): Promise<OrderView> {
  const row = await orders.byNumber(options.customerIds, options.number)
  if (!row) throw new AppError('not_found', 'We have no such order for you.')
  const refunded = await orders.refundedAmong([row])
  return toOrderView(row, refunded.has(row.id))
}
