import 'server-only'
import { PinnedByOrder } from '@/lib/cart'
import { cancelOpenOrder } from '@/lib/checkout'

export const CART_WRITE_LIMITS = [
  { name: 'cart-writes-per-address', per: 'address' },
  { name: 'cart-writes-per-cart', per: 'cart' },
] as const

/** A shopper who pays and edits in turns is told after so many of them. */
const ATTEMPTS = 3

/** What was ordered is never edited: a write that meets an open order ends the order, and is made then. */
export async function endingOpenOrder<Result>(
  { customerId }: { customerId: string },
  write: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write()
    } catch (error) {
      if (!(error instanceof PinnedByOrder) || attempt === ATTEMPTS) throw error
      await cancelOpenOrder({ customerId })
    }
  }
}
