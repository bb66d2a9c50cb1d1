import 'server-only'
import { log } from '../../infra/log/log'
import { applyHolds } from './apply-holds'

/**
 * Gives the units of an order that has ended back to its cart's holds, as many as there are, without renewing their life: a
 * hold lasts as long as it would have, or a third of HOLD_MINUTES for another card, and never beyond its life. Quantity 0
 * drops a hold. Never throws: what is not held now is said to the shopper, and asked for again at the line's next write.
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
