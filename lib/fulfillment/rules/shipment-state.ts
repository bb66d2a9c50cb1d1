import type { ShipmentChange, ShipmentStatus } from '../schema'

/** The legal moves of a shipment. Once a parcel has left it can only be finished. */
export const SHIPMENT_MOVES = {
  to_pick: ['packed', 'canceled'],
  packed: ['partly_shipped', 'shipped', 'canceled'],
  partly_shipped: ['partly_shipped', 'shipped'],
  shipped: [],
  canceled: [],
} as const satisfies Record<ShipmentStatus, readonly ShipmentStatus[]>

export const mayMove = (from: ShipmentStatus, to: ShipmentStatus): boolean => {
  const legal: readonly ShipmentStatus[] = SHIPMENT_MOVES[from]
  return legal.includes(to)
}

/**
 * Where an action leads from a state; null when it is not legal there.
 * @param isWhole with `ship`: nothing is left after this parcel
 */
export function moveShipment(
  from: ShipmentStatus,
  action: Exclude<ShipmentChange['action'], 'put_back'>,
  isWhole = true,
): ShipmentStatus | null {
  const to = ({ pack: 'packed', ship: isWhole ? 'shipped' : 'partly_shipped', cancel: 'canceled' } as const)[
    action
  ]
  return mayMove(from, to) ? to : null
}
