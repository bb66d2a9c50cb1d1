import 'server-only'
import type { ShipmentUpdatedV1 } from '../events/contract'
import { shopTransaction } from '../infra/db/shop'
import { orders } from './store'

const STATUS = {
  preparing: 'PREPARING',
  packed: 'PACKED',
  partly_shipped: 'PARTLY_SHIPPED',
  shipped: 'SHIPPED',
  canceled: 'CANCELED',
} as const

/**
 * Takes the warehouse's news of a shipment in: once per event, in one transaction with its record, and never over
 * newer news, in whatever order the messages come.
 */
export async function applyShipment(event: {
  id: string
  customerId: string
  payload: ShipmentUpdatedV1
}): Promise<void> {
  const { id, customerId, payload } = event
  await shopTransaction(async (tx) => {
    const isNew = await orders.recordEvent(tx, { customerId, eventId: id, type: payload.type })
    if (!isNew) return
    await orders.setShipment(tx, {
      customerId,
      orderId: payload.orderId,
      version: payload.version,
      status: STATUS[payload.status],
      carrier: payload.carrier ?? null,
      trackingNumber: payload.trackingNumber ?? null,
      parcels: payload.parcels ?? [],
      notShippedBecause: payload.cancelReason ?? null,
      changedAt: new Date(payload.changedAt),
    })
  })
}
