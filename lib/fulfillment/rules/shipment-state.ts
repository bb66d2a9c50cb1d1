import type { ShipmentStatus } from '../schema'

/** The legal moves of a shipment. */
export const SHIPMENT_MOVES = {
  to_pick: ['packed', 'canceled'],
  packed: ['shipped', 'canceled'],
  shipped: [],
  canceled: [],
} as const satisfies Record<ShipmentStatus, readonly ShipmentStatus[]>

/** Where an action leads from a state; null when it is not legal there. */
export function moveShipment(from: ShipmentStatus, action: 'pack' | 'ship'): ShipmentStatus | null {
  const to: ShipmentStatus = action === 'pack' ? 'packed' : 'shipped'
  const legal: readonly ShipmentStatus[] = SHIPMENT_MOVES[from]
  return legal.includes(to) ? to : null
}
