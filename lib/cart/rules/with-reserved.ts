import { type LineAvailability, NOT_AVAILABLE } from '../../inventory/rules/line-availability'

/**
 * What a cart holds and could have while its own order is open. The units that the order has reserved count as held until the
 * order's time is up, and the cart could have them besides the free ones.
 */
export function withReserved(
  availability: ReadonlyMap<string, LineAvailability>,
  reserved: { expiresAt: Date; units: ReadonlyMap<string, number> },
): Map<string, LineAvailability> {
  const counted = new Map(availability)
  for (const [sku, units] of reserved.units) {
    const { held, available, ...rest } = availability.get(sku) ?? NOT_AVAILABLE
    counted.set(sku, {
      ...rest,
      held: (held ?? 0) + units,
      expiresAt: reserved.expiresAt,
      available: available + units,
    })
  }
  return counted
}
