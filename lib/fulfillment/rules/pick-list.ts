import type { ShipmentView } from '../schema'

/** One stop on the way through the shelves: how many of a thing to take, and for which orders. */
export interface PickStop {
  place: string | null
  sku: string
  name: string
  options: Record<string, string>
  quantity: number
  orders: { orderNumber: string; quantity: number }[]
}

/** Shelves in the order in which one walks past them: A2 before A10; what has no shelf yet comes last. */
const inWalkingOrder = new Intl.Collator('en', { numeric: true })

/** The batch of some orders: each thing once, by its shelf, with how many each order gets. */
export function pickList(shipments: readonly Pick<ShipmentView, 'orderNumber' | 'lines'>[]): PickStop[] {
  const stops = new Map<string, PickStop>()
  for (const { orderNumber, lines } of shipments) {
    for (const { sku, name, options, place, quantity, shipped } of lines) {
      const left = quantity - shipped
      if (left === 0) continue
      const stop = stops.get(sku) ?? { place, sku, name, options, quantity: 0, orders: [] }
      stop.quantity += left
      stop.orders.push({ orderNumber, quantity: left })
      stops.set(sku, stop)
    }
  }
  return [...stops.values()].sort(
    (a, b) =>
      Number(a.place === null) - Number(b.place === null) ||
      inWalkingOrder.compare(a.place ?? '', b.place ?? '') ||
      inWalkingOrder.compare(a.sku, b.sku),
  )
}
