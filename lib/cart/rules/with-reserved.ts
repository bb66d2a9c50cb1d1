interface Standing {
  held: number | null
  expiresAt: Date | null
  available: number
  taken?: boolean
  payable?: number
}

/**
 * How a cart stands while its own order is open: what the order has reserved counts as held until the order's time is up,
 * and can be had by this cart besides what nobody else has.
 */
export function withReserved(
  standing: ReadonlyMap<string, Standing>,
  reserved: { expiresAt: Date; units: ReadonlyMap<string, number> },
): Map<string, Standing> {
  const counted = new Map<string, Standing>(standing)
  for (const [sku, units] of reserved.units) {
    const { held, available, ...rest } = standing.get(sku) ?? { held: 0, available: 0 }
    counted.set(sku, {
      ...rest,
      held: (held ?? 0) + units,
      expiresAt: reserved.expiresAt,
      available: available + units,
    })
  }
  return counted
}
