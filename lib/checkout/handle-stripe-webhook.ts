import 'server-only'
import { log } from '../infra/log/log'
import { orders } from '../orders'
import { type Intent, type PaymentHint, ProcessorRefused, readIntent } from '../payments'
import { advanceOrder, type Later } from './advance-order'

/**
 * Takes a verified webhook in. Its body is a hint: the payment is read from the processor, and the event is stored in
 * the transaction of its effect. An event of another system's payment writes nothing.
 * @throws ProcessorUnavailable, or the database's error: the processor will send it again
 */
export async function handleStripeWebhook(hint: PaymentHint, later: Later): Promise<void> {
  const intent = await intentOf(hint)
  if (!intent?.order) return
  const { customerId, orderId } = intent.order
  const order = await orders.byId(customerId, orderId)
  if (!order) {
    log('warn', 'webhook.foreign_payment', { eventId: hint.eventId })
    return
  }
  // Only the payment's end moves an order; a failed card leaves it open for another one.
  if (intent.state !== 'succeeded' && intent.state !== 'canceled') return
  await advanceOrder({ order, intent, webhook: { eventId: hint.eventId, type: hint.type }, later })
}

/** The payment as it is now; null when the processor has none by that name for us. */
async function intentOf({ intentId, eventId }: PaymentHint): Promise<Intent | null> {
  return readIntent(intentId).catch((error: unknown) => {
    if (!(error instanceof ProcessorRefused) || error.code !== 'resource_missing') throw error
    log('warn', 'webhook.foreign_payment', { eventId })
    return null
  })
}
