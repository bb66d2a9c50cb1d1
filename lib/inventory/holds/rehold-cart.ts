import 'server-only'
import { log } from '../../infra/log/log'
import { applyHolds } from './apply-holds'

/**
 * Gives the units of an order that has ended back to its cart's holds, as many as there are. A hold lasts as long as it would
 * have without the order, or a third of HOLD_MINUTES for another card, and never beyond its total life. Quantity 0 drops a
 * hold. Never throws: the cart's notices say what is not held, and the line's next write asks for it again.
 */
export async function reholdCart(options: {
  cartId: string
  lines: readonly { sku: string; quantity: number }[]
}): Promise<void> {
  const { cartId, lines } = options
  await applyHolds(lines.map(({ sku, quantity }) => ({ cartId, sku, quantity, act: 'give' as const }))).catch(
    (error: unknown) => log('warn', 'inventory.rehold_failed', { error }),
  )
}
