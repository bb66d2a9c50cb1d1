import 'server-only'
import { applyHolds, type HoldResult } from './apply-holds'
import { holdMilliseconds } from './hold-time'

/**
 * Sets a cart's holds on several SKUs for HOLD_MINUTES from now, in one request. A line marked `exact` gets all of it or
 * keeps what it had; the others get what there is, up to their quantity.
 * @returns one result a line, in the same order
 */
export function holdLines(options: {
  cartId: string
  lines: readonly { sku: string; quantity: number; exact?: boolean }[]
}): Promise<HoldResult[]> {
  const milliseconds = holdMilliseconds()
  return applyHolds(
    options.lines.map(({ sku, quantity, exact }) => ({
      cartId: options.cartId,
      sku,
      quantity,
      milliseconds,
      mode: exact ? 'exact' : 'up_to',
    })),
  )
}
