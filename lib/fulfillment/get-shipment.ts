import 'server-only'
import { AppError } from '../core/errors'
import { audit } from './audit-store'
import type { AuditEntry, ShipmentView } from './schema'
import { shipments } from './store'

/** @throws AppError `not_found` */
export async function getShipment(id: string): Promise<ShipmentView> {
  const shipment = await shipments.find(id)
  if (!shipment) throw new AppError('not_found', 'There is no such shipment.')
  return shipment
}

/** Who did what to a shipment, the first first. */
export const getShipmentLog = async (id: string): Promise<{ entries: AuditEntry[] }> => ({
  entries: await audit.of('shipment', id),
})
