import 'server-only'
import { log } from '../infra/log/log'
import { refundIntent } from '../infra/stripe/intents'
import { payments } from './store'

const BATCH = 50

/**
 * T8. Sends back money that found no payable order: once per payment, however often it runs. It should never have
 * anything to do; every refund is an alert.
 * @returns how many were sent back
 */
export async function sendRefunds(): Promise<number> {
  let sent = 0
  for (const { customerId, orderId, intentId, intentHash } of await payments.pendingRefunds(BATCH)) {
    log('error', 'alert.late_capture_refunded', { customerId, orderId })
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
