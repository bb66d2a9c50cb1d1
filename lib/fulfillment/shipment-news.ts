import 'server-only'
import { newId } from '../core/ids'
import { appendEvent } from '../events/exchange'
import type { ShipmentUpdatedV1 } from '../events/contract'
import type { FulfillmentTx } from '../infra/db/fulfillment'
import type { OwnShipment } from './store'

const SAID = {
  to_pick: 'preparing',
  packed: 'packed',
  partly_shipped: 'partly_shipped',
  shipped: 'shipped',
  canceled: 'canceled',
} as const

/** Tells the shop how a shipment stands, in the transaction that made it so. */
export async function tellShop(tx: FulfillmentTx, shipment: OwnShipment, changedAt: Date): Promise<void> {
  const { customerId, orderId, version, status, carrier, trackingNumber, parcels, cancelReason } = shipment
  const payload: ShipmentUpdatedV1 = {
    type: 'shipment.updated.v1',
    orderId,
    version,
    status: SAID[status],
    ...(carrier && trackingNumber && { carrier, trackingNumber }),
    ...(parcels.length > 0 && { parcels }),
    ...(cancelReason && { cancelReason }),
    changedAt: changedAt.toISOString(),
  }
  await appendEvent(tx, { id: newId(), customerId, payload })
}
