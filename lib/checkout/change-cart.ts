import 'server-only'
import { changeLine, type LineChange, PinnedByOrder } from '../cart'
import type { Cart } from '../cart/schema'
import { cancelOpenOrder } from './cancel-checkout'

/** A shopper who pays in one tab and edits in another gets a refusal after this many. */
const ATTEMPTS = 3

/**
 * Changes a line of the shopper's cart. What was ordered is never edited: when the cart has an open order, the order is
 * canceled first and the line is written again. An order that turns out to be paid stays paid, and the change goes to a new
 * cart.
 * @throws AppError as `changeLine`, and `payments_unavailable` when a payment's outcome can't be known now: the cart stays as it is
 */
export async function changeCart(change: LineChange): Promise<Cart> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await changeLine(change)
    } catch (error) {
      if (!(error instanceof PinnedByOrder) || attempt === ATTEMPTS) throw error
      await cancelOpenOrder({ customerId: change.shopper.customerId })
    }
  }
}
