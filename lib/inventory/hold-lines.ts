import 'server-only'
import { applyHolds, type HoldResult } from './apply-holds'
import { holdMilliseconds } from './hold-time'

/**
 * Sets a cart's holds on several SKUs for HOLD_MINUTES from now, in one request. A line marked `exact` gets all of it or
 * keeps what it had; the others get what there is, up to their quantity. `version`: of the cart that these lines are of.
 * @returns one result a line, in the same order; `newest` when it is certain that these holds did not come after those of a
 *   later version
 */
export function holdLines(options: {
  cartId: string
  version?: number
  lines: readonly { sku: string; quantity: number; exact?: boolean }[]
}): Promise<{ results: HoldResult[]; newest: boolean }> {
  const { cartId, version, lines } = options
  const milliseconds = holdMilliseconds()
  return applyHolds(
    lines.map(({ sku, quantity, exact }) => ({
      cartId,
      sku,
      quantity,
      milliseconds,
      mode: exact ? 'exact' : 'up_to',
    })),
    version === undefined ? undefined : { cartId, version },
  )
}
