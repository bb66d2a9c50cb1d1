import 'server-only'
import type { Caller } from '../../core/caller'
import { applyHolds, type HoldResult } from './apply-holds'
import { placeOf } from './place'

/**
 * Holds lines that the shopper has just written, and reads the holds of the others (`looks`): writing one line renews no other.
 * One request. A line marked `exact` gets all its units or keeps the hold it had; other lines get what there is, up to their
 * quantity; 0 drops a hold. `version`: of the cart that has these lines.
 * @returns one result a line, in the same order, those of `looks` after those of `lines`; `newest` when it is certain that
 *   these holds did not come after those of a later version
 */
export function holdLines(options: {
  cartId: string
  version?: number
  lines: readonly { sku: string; quantity: number; exact?: boolean }[]
  looks?: readonly string[]
  caller?: Caller | null | undefined
}): Promise<{ results: HoldResult[]; newest: boolean }> {
  const { cartId, version, lines, looks = [], caller } = options
  const place = placeOf(caller)
  return applyHolds(
    [
      ...lines.map((line) => ({ ...line, cartId, place, act: 'write' as const })),
      ...looks.map((sku) => ({ cartId, sku, quantity: 0, act: 'look' as const })),
    ],
    version === undefined ? undefined : { cartId, version },
  )
}
