import 'server-only'
import type { z } from 'zod'
import type { OrderPaidV1, ToFulfillment } from '../events/contract'
import { lockName } from '../infra/db/advisory-lock'
import { type FulfillmentTx, fulfillmentTransaction } from '../infra/db/fulfillment'
import { THE_SHOP } from './actor'
import { audit } from './audit-store'
import { cancelOrder, cancelShipment } from './cancel-order'
import { deadLetters } from './dead-letter-store'
import { handleSessionEnded } from './sessions'
import { shipments } from './store'

/**
 * Takes an event of the shop in: a paid order becomes one shipment, an order that is given up none that leaves, however
 * often and in whatever order their messages come, since an event's record and its effect are one transaction. A session
 * that has ended opens nothing here any more.
 */
export async function receiveEvent(event: z.infer<typeof ToFulfillment>): Promise<void> {
  const { id, customerId, payload } = event
  if (payload.type === 'session.ended.v1') return handleSessionEnded({ id, customerId, payload })
  await fulfillmentTransaction(async (tx) => {
    // Two events of one order come one after the other: neither misses what the other writes.
    await lockName(tx, payload.orderId)
    const isNew = await shipments.recordEvent(tx, { customerId, eventId: id, type: payload.type })
    await deadLetters.cameThrough(tx, id)
    if (!isNew) return
    if (payload.type === 'order.canceled.v1') await cancelOrder(tx, { customerId, order: payload })
    else await makeShipment(tx, customerId, payload)
  })
}

async function makeShipment(tx: FulfillmentTx, customerId: string, order: OrderPaidV1): Promise<void> {
  const subjectId = await shipments.create(tx, customerId, order)
  if (!subjectId) return
  await audit.write(tx, { subject: 'shipment', subjectId, action: 'order_paid', by: THE_SHOP })
  const key = { customerId, orderId: order.orderId }
  if (!(await shipments.isCanceled(tx, key))) return
  const shipment = await shipments.lock(tx, key)
  if (shipment) await cancelShipment(tx, shipment)
}
