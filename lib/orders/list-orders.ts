import 'server-only'
import { isPersonal } from './is-buyer'
import type { OrderView } from './schema'
import { orders, type OwnOrders } from './store'
import { toOrderView } from './view'

const PAGE = 20

/**
 * A page of one person's orders, newest first.
 * @param before the number of the last order of the page before; of somebody else's or none it begins at the newest
 * @returns `next`: what to give as `before` for the next page; null on the last one
 */
export async function listOrders(
  options: OwnOrders & { before?: string | undefined },
): Promise<{ orders: OrderView[]; next: string | null }> {
  const { before, ...own } = options
  const rows = await orders.list(own, { limit: PAGE + 1, before })
  const page = rows.slice(0, PAGE)
  const refunded = await orders.refundedAmong(page)
  return {
    orders: page.map((row) => toOrderView(row, refunded.has(row.id), isPersonal(row, own))),
    next: rows.length > PAGE ? (page.at(-1)?.number ?? null) : null,
  }
}
