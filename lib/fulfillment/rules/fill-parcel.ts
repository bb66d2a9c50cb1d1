import type { ParcelLines, ShipmentLine } from '../schema'

type Filled =
  { kind: 'filled'; lines: ParcelLines; isWhole: boolean } | { kind: 'too_many'; sku: string; left: number }

type Counted = Pick<ShipmentLine, 'sku' | 'quantity' | 'shipped'>

/** What is left of each line. */
export const restOf = (lines: readonly Counted[]): ParcelLines =>
  lines.flatMap(({ sku, quantity, shipped }) =>
    quantity > shipped ? [{ sku, quantity: quantity - shipped }] : [],
  )

/** Puts units into a parcel: never more than are left. `isWhole`: nothing is left afterwards. */
export function fillParcel(lines: readonly Counted[], wanted?: ParcelLines): Filled {
  const rest = restOf(lines)
  if (!wanted) return { kind: 'filled', lines: rest, isWhole: true }
  const left = new Map(rest.map(({ sku, quantity }) => [sku, quantity]))
  const summed = new Map<string, number>()
  for (const { sku, quantity } of wanted) summed.set(sku, (summed.get(sku) ?? 0) + quantity)
  for (const [sku, quantity] of summed) {
    const most = left.get(sku) ?? 0
    if (quantity > most) return { kind: 'too_many', sku, left: most }
    left.set(sku, most - quantity)
  }
  const filled = [...summed].map(([sku, quantity]) => ({ sku, quantity }))
  return { kind: 'filled', lines: filled, isWhole: [...left.values()].every((units) => units === 0) }
}
