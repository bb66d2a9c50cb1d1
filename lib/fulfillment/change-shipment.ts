import 'server-only'
import { formatCount } from '../core/format'
import { AppError } from '../core/errors'
import { type FulfillmentTx, fulfillmentTransaction } from '../infra/db/fulfillment'
import type { Actor } from './actor'
import { audit } from './audit-store'
import { fillParcel } from './rules/fill-parcel'
import { isDone } from './rules/is-done'
import { moveShipment } from './rules/shipment-state'
import type { ShipmentChange, ShipmentView } from './schema'
import { tellShop } from './shipment-news'
import { type OwnShipment, shipments } from './store'

/**
 * Packs, ships a parcel, cancels or puts back, tells the shop and writes down who did it, in one transaction. The same
 * change sent again after it was done changes nothing.
 * @throws AppError `not_found`; `conflict` when someone else changed the shipment, or the move is not legal in its state;
 *   `invalid_input` for a parcel with more in it than is left
 */
export async function changeShipment(options: {
  id: string
  change: ShipmentChange
  by: Actor
}): Promise<ShipmentView> {
  const { id, change, by } = options
  return fulfillmentTransaction(async (tx) => {
    const current = await shipments.lock(tx, { id })
    if (!current) throw new AppError('not_found', 'There is no such shipment.')
    if (isDone(current, change)) return view(current)
    if (current.version !== change.version) throw overtaken(current)
    const at = await shipments.now(tx)
    const changed = await apply(tx, current, change, at)
    const { action, version: _, ...given } = change
    const detail = 'lines' in given ? { ...given, lines: given.lines ?? 'all' } : given
    await audit.write(tx, { subject: 'shipment', subjectId: id, action, by, detail })
    if (action !== 'put_back') await tellShop(tx, changed, at)
    return view(changed)
  })
}

async function apply(
  tx: FulfillmentTx,
  current: OwnShipment,
  change: ShipmentChange,
  at: Date,
): Promise<OwnShipment> {
  if (change.action === 'put_back') {
    if (!current.needsReturn) throw overtaken(current)
    return shipments.change(tx, current, { needsReturn: false, updatedAt: at })
  }
  if (change.action !== 'ship') {
    const status = moveShipment(current.status, change.action)
    if (!status) throw overtaken(current)
    const why = change.action === 'cancel' ? { cancelReason: change.reason } : {}
    return shipments.change(tx, current, { ...why, updatedAt: at }, status)
  }
  const { carrier, trackingNumber } = change
  const parcel = fillParcel(current.lines, change.lines)
  if (parcel.kind === 'too_many') throw tooMany(parcel)
  const status = moveShipment(current.status, 'ship', parcel.isWhole)
  if (!status) throw overtaken(current)
  await shipments.addParcel(tx, current, { carrier, trackingNumber, shippedAt: at, lines: parcel.lines })
  return shipments.change(tx, current, { carrier, trackingNumber, shippedAt: at, updatedAt: at }, status)
}

const overtaken = (current: OwnShipment) =>
  new AppError(
    'conflict',
    `Someone else changed this shipment: it is now ${current.status.replace('_', ' ')}.`,
    {
      shipment: view(current),
    },
  )

const tooMany = ({ sku, left }: { sku: string; left: number }) =>
  new AppError(
    'invalid_input',
    `Of ${sku} there ${left === 1 ? 'is 1' : `are ${formatCount(left)}`} left to ship.`,
    {
      errors: [{ path: 'lines', message: `${formatCount(left)} of ${sku} left` }],
    },
  )

function view({ customerId: _, orderId: __, ...shipment }: OwnShipment): ShipmentView {
  return shipment
}
