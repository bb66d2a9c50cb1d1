import 'server-only'
import { AppError } from '../core/errors'
import { newId } from '../core/ids'
import { appendEvent } from '../events'
import type { ShipmentUpdatedV1 } from '../events/contract'
import { fulfillmentTransaction } from '../infra/db/fulfillment'
import { moveShipment } from './rules/shipment-state'
import type { ShipmentChange, ShipmentView } from './schema'
import { shipments } from './store'

/**
 * Packs or ships, and tells the shop, in one transaction. The same change sent again after it was done changes nothing.
 * @throws AppError `not_found`; `conflict` when someone else changed the shipment, or the move is not legal in its state
 */
export async function changeShipment(options: { id: string; change: ShipmentChange }): Promise<ShipmentView> {
  const { id, change } = options
  return fulfillmentTransaction(async (tx) => {
    const current = await shipments.lock(tx, id)
    if (!current) throw new AppError('not_found', 'There is no such shipment.')
    if (isDone(current, change)) return view(current)
    const status = moveShipment(current.status, change.action)
    if (!status || current.version !== change.version) {
      throw new AppError(
        'conflict',
        `Someone changed this shipment meanwhile: it is ${words(current.status)}.`,
        {
          shipment: view(current),
        },
      )
    }
    const { customerId, orderId } = current
    const at = await shipments.now(tx)
    const shipping =
      change.action === 'ship' ? { carrier: change.carrier, trackingNumber: change.trackingNumber } : {}
    const moved = await shipments.move(tx, { customerId, id }, { status, at, ...shipping })
    const payload: ShipmentUpdatedV1 = {
      type: 'shipment.updated.v1',
      orderId,
      version: moved.version,
      status: change.action === 'ship' ? 'shipped' : 'packed',
      changedAt: at.toISOString(),
      ...shipping,
    }
    await appendEvent(tx, { id: newId(), customerId, payload })
    return moved
  })
}

function isDone(current: ShipmentView, change: ShipmentChange): boolean {
  if (current.version !== change.version + 1) return false
  if (change.action === 'pack') return current.status === 'packed'
  return current.status === 'shipped' && current.trackingNumber === change.trackingNumber
}

const words = (status: ShipmentView['status']) => status.replace('_', ' ')

function view({
  customerId: _,
  orderId: __,
  ...shipment
}: ShipmentView & { customerId: string; orderId: string }) {
  return shipment
}
