import * as original from '@/lib/checkout/reserve-order'
import { confirmIntent, createIntent } from '@/lib/payments'

export * from '@/lib/checkout/reserve-order'

/** Charges the card of a reserved order before the payment's id is stored. */
export const reserveOrder: typeof original.reserveOrder = async (options) => {
  const reserved = await original.reserveOrder(options)
  const { id: orderId, customerId, total: amount, currency, status } = reserved.order
  if (status === 'PENDING') {
    const { id: intentId } = await createIntent({ customerId, orderId, amount, currency })
    const { confirmationToken } = options.request
    await confirmIntent({ intentId, confirmationToken, returnUrl: 'http://localhost/' })
  }
  return reserved
}
