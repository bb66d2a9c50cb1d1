import 'server-only'
import { log } from '../infra/log/log'
import { applyHolds } from './apply-holds'
import { holdMilliseconds } from './hold-time'

/**
 * Hands the holds of one cart over to another, SKU by SKU in one atomic command each: the units count once at every
 * moment, and nobody else can have them in between. `quantity` is what the taking cart should hold now; 0 lets it go.
 * Never throws: what is not held now is told to the shopper, and asked for again at the next write.
 */
export async function moveHolds(options: {
  from: string
  to: string
  lines: readonly { sku: string; quantity: number }[]
}): Promise<void> {
  const { from, to, lines } = options
  const milliseconds = holdMilliseconds()
  await applyHolds(
    lines.map((line) => ({ ...line, cartId: to, from, milliseconds, mode: 'up_to' as const })),
  ).catch((error: unknown) => log('warn', 'inventory.move_failed', { error }))
}
