import 'server-only'
import type { OrderView } from './schema'
import { orders } from './store'
import { toOrderView } from './view'

/** More than a page shows; older ones are a matter of paging. */
const LIMIT = 100

/** The orders of some customers (one person's), newest first. */
export async function listOrders(customerIds: readonly string[]): Promise<OrderView[]> {
  const rows = await orders.list(customerIds, LIMIT)
  const refunded = await orders.refundedAmong(rows)
  return rows.map((row) => toOrderView(row, refunded.has(row.id)))
}
