import 'server-only'
import { log } from '../../infra/log/log'
import { applyHolds } from './apply-holds'

/**
 * Hands the holds of one cart over to another, SKU by SKU in one atomic command each: the units count once at every
 * moment, and nobody else can have them in between. They last no longer than they did. `quantity` is the most that the
 * taking cart may hold now; 0 lets it go. Never throws: what is not held now is said to the shopper, and asked for again at
 * the line's next write.
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
