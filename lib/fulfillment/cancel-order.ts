import 'server-only'
import type { OrderCanceledV1 } from '../events/contract'
import type { FulfillmentTx } from '../infra/db/fulfillment'
import { THE_SHOP } from './actor'
import { audit } from './audit-store'
import { mayMove } from './rules/shipment-state'
import { tellShop } from './shipment-news'
import { type OwnShipment, shipments } from './store'

/**
 * The shop has given a paid order up, and may say so before it says that it was paid: kept for good. A shipment that has
 * not left is canceled, and the shop is told; one that has stays what it is.
 */
export async function cancelOrder(
  tx: FulfillmentTx,
  { customerId, order }: { customerId: string; order: OrderCanceledV1 },
): Promise<void> {
  const { orderId, reason, canceledAt } = order
  await shipments.recordCanceled(tx, { customerId, orderId, reason, canceledAt: new Date(canceledAt) })
  const shipment = await shipments.lock(tx, { customerId, orderId })
  if (shipment) await cancelShipment(tx, shipment)
}

/** Of a shipment of an order that is given up: it does not leave any more, if it has not. */
export async function cancelShipment(tx: FulfillmentTx, shipment: OwnShipment): Promise<void> {
  if (!mayMove(shipment.status, 'canceled')) return
  const at = await shipments.now(tx)
  const canceled = await shipments.change(
    tx,
    shipment,
    { cancelReason: 'order_canceled', needsReturn: shipment.status === 'packed', updatedAt: at },
    'canceled',
  )
  const { id: subjectId } = shipment
  await audit.write(tx, { subject: 'shipment', subjectId, action: 'order_canceled', by: THE_SHOP })
  await tellShop(tx, canceled, at)
}
