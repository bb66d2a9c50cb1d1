import 'server-only'
import { log } from '../infra/log/log'
import { syncStock } from '../inventory'
import { type OrderKey, payments, sendRefunds } from '../payments'
import { checkoutSteps } from './store'

const BATCH = 50

/**
 * T9. Sends the money of paid orders back that the warehouse will not send, and puts on sale again what is still there.
 * It goes by how orders stand, not by a message, so that nothing is lost with one; many may run at once.
 * @returns how many orders it settled
 */
export async function refundUnshipped(): Promise<number> {
  let settled = 0
  for (const order of await checkoutSteps.unshipped(BATCH)) settled += (await refundOne(order)) ? 1 : 0
  if (settled > 0) await sendRefunds()
  return settled
}

async function refundOne(order: OrderKey): Promise<boolean> {
  try {
    const intentId = await payments.intentOf(order)
    if (!intentId) throw new Error(`Order ${order.orderId} is PAID without a payment`)
    const { intentHash, bytes, keyVersion } = await payments.refundSeal(order.orderId, intentId)
    const step = await checkoutSteps.notShipped({
      ...order,
      intentHash: hex(intentHash),
      intentSealed: hex(bytes),
      keyVersion,
    })
    if (step.outcome !== 'refunded') return false
    await syncStock({ levels: step.stock })
    log('info', 'order.not_shipped', order)
    return true
  } catch (error) {
    log('error', 'refund.failed', { ...order, error })
    return false
  }
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
