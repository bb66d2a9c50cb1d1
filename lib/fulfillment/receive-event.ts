import 'server-only'
import type { z } from 'zod'
import type { ToFulfillment } from '../events/contract'
import { fulfillmentTransaction } from '../infra/db/fulfillment'
import { shipments } from './store'

/**
 * Takes an event of the shop in: a paid order becomes one shipment, however often and in whatever order its messages
 * come, since the event's record and its effect are one transaction.
 */
export async function receiveEvent({
  id,
  customerId,
  payload,
}: z.infer<typeof ToFulfillment>): Promise<void> {
  await fulfillmentTransaction(async (tx) => {
    const isNew = await shipments.recordEvent(tx, { customerId, eventId: id, type: payload.type })
    if (isNew) await shipments.create(tx, customerId, payload)
  })
}
