import 'server-only'
import { orders } from '@/lib/orders'

/** Half of a process's connections: shoppers need the others. */
const AT_ONCE = 5

/** Which of these customers have an open order: its units are reserved, so their cart must not hold them as well. */
export async function payingAmong(customerIds: readonly string[]): Promise<ReadonlySet<string>> {
  const paying = new Set<string>()
  const queue = customerIds.values()
  const worker = async () => {
    for (const customerId of queue) {
      if ((await orders.openOf(customerId)).length > 0) paying.add(customerId)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return paying
}
