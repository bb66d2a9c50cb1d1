import 'server-only'
import { orders } from '@/lib/orders'

/** Which of these customers have an open order: its units are reserved, so their cart must not hold them as well. */
export const payingAmong = (customerIds: readonly string[]): Promise<ReadonlySet<string>> =>
  orders.payingAmong(customerIds)
