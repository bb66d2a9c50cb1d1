import 'server-only'
import { AppError } from '../core/errors'
import { acknowledgeEvent, type Acknowledged, BusCallback, readAcknowledgement } from '../events/shop'
import { ShipmentNews } from '../events/contract'
import { shopDb } from '../infra/db/shop'
import { applyShipment } from './apply-shipment'

/**
 * Whatever the bus delivers to the shop: the warehouse's news of a shipment, or its acknowledgement of an order's event.
 * `canceled`: it will not be sent, and its money has to go back.
 * @throws AppError `invalid_input` for anything else: after its attempts the bus parks it
 */
export async function handleEvent(
  body: unknown,
): Promise<(Acknowledged & { canceled: boolean }) | { noted: true }> {
  const event = ShipmentNews.safeParse(body)
  if (event.success) {
    await applyShipment(event.data)
    const { id, customerId, payload } = event.data
    return { acknowledged: id, customerId, canceled: payload.status === 'canceled' }
  }
  const callback = BusCallback.safeParse(body)
  if (!callback.success) throw new AppError('invalid_input', 'This is not a message the shop understands.')
  const answer = readAcknowledgement(callback.data)
  if (answer)
    await acknowledgeEvent(shopDb(), { customerId: answer.customerId, eventId: answer.acknowledged })
  return { noted: true }
}
