import 'server-only'
import { log } from '../infra/log/log'
import { holdLines } from './hold-lines'

/**
 * Lets a cart hold again what it can get of its lines (after its order was released, or at checkout), for HOLD_MINUTES.
 * Quantity 0 drops a hold. Never throws: what is not held now is told to the shopper, and asked for again at the next write.
 */
export async function reholdCart(options: {
  cartId: string
  lines: readonly { sku: string; quantity: number }[]
}): Promise<void> {
  await holdLines({
    cartId: options.cartId,
    lines: options.lines.map(({ sku, quantity }) => ({ sku, quantity })),
  }).catch((error: unknown) => log('warn', 'inventory.rehold_failed', { error }))
}
