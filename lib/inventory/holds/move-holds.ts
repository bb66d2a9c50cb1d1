import 'server-only'
import { log } from '../../infra/log/log'
import { applyHolds } from './apply-holds'

/**
 * Moves the holds of a source cart to a target cart, SKU by SKU in one atomic command each: the units count once at every
 * moment, and no other cart can take them in between. The holds last no longer than before. `quantity` is the most that the
 * target cart may hold now; 0 drops the hold. Never throws: the cart's notices say what is not held, and the line's next
 * write asks for it again.
 */
export async function moveHolds(options: {
  from: string
  to: string
  lines: readonly { sku: string; quantity: number }[]
}): Promise<void> {
  const { from, to, lines } = options
  await applyHolds(
    lines.map(({ sku, quantity }) => ({ sku, quantity, cartId: to, from, act: 'move' as const })),
  ).catch((error: unknown) => log('warn', 'inventory.move_failed', { error }))
}
