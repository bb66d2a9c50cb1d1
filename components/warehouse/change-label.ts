import type { ShipmentChange } from '@/lib/fulfillment/schema'

const DONE = {
  pack: 'is packed',
  ship: 'is on its way',
  cancel: 'will not be sent',
  put_back: 'is back on its shelf',
} as const satisfies Record<ShipmentChange['action'], string>

/** Says what was just done, for a worker who looks at the parcel and not at the screen. */
export const changeLabel = (orderNumber: string, change: ShipmentChange): string =>
  change.action === 'ship' && change.lines
    ? `A parcel of ${orderNumber} is on its way.`
    : `${orderNumber} ${DONE[change.action]}.`
