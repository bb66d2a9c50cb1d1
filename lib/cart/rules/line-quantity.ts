/** More of one variant than a household buys; keeps a bot from holding the whole stock. */
export const MAX_UNITS_PER_LINE = 10

export type LineVerdict =
  | { kind: 'accepted'; quantity: number }
  | { kind: 'line_limit' }
  /** `available`: units the line could have in all */
  | { kind: 'insufficient_stock'; available: number }

/**
 * Whether a line may have as many units as the shopper asks for. The line gets all of them or stays as it is: the refusal
 * says how many there are, and the shopper decides.
 *
 * @param wanted    units the line should have in all, ≥ 1
 * @param available units that nobody else has; the shopper's own hold counts as available
 */
export function lineQuantity(wanted: number, available: number): LineVerdict {
  if (available < Math.min(wanted, MAX_UNITS_PER_LINE)) {
    return { kind: 'insufficient_stock', available: Math.max(0, available) }
  }
  return wanted > MAX_UNITS_PER_LINE ? { kind: 'line_limit' } : { kind: 'accepted', quantity: wanted }
}
