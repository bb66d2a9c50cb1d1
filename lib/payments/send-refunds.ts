import 'server-only'
import { log } from '../infra/log/log'
import { refundIntent } from '../infra/stripe/intents'
import { payments } from './store'

const BATCH = 50

/**
 * T8. Sends money back: once per payment, however often it runs. Of an order that does not ship that is as it should be;
 * money that found no payable order should never be, and is an alert.
 * @returns how many were sent back
 */
export async function sendRefunds(): Promise<number> {
  let sent = 0
  for (const { customerId, orderId, intentId, intentHash, reason } of await payments.pendingRefunds(BATCH)) {
    if (reason !== 'not_shipped') log('error', 'alert.late_capture_refunded', { customerId, orderId })
    try {
      await refundIntent(intentId)
      await payments.refundDone({ customerId, orderId }, intentHash)
      sent += 1
    } catch (error) {
      log('error', 'refund.failed', { customerId, orderId, error })
    }
  }
  return sent
}
