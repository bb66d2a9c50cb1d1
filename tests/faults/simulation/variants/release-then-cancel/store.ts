import * as original from '@/lib/checkout/store'
import { cancelIntent, payments } from '@/lib/payments'

export * from '@/lib/checkout/store'

export const checkoutSteps: typeof original.checkoutSteps = {
  ...original.checkoutSteps,
  /** Cancels the payment after its units were given back. */
  async release(options) {
    const step = await original.checkoutSteps.release(options)
    const intentId = step.outcome === 'released' ? await payments.intentOf(options) : null
    if (intentId) await cancelIntent(intentId)
    return step
  },
}
