import * as original from '@/lib/checkout/reserve-order'
import { confirmIntent, createIntent } from '@/lib/payments'

export * from '@/lib/checkout/reserve-order'

/** Charges the card first. */
export const reserveOrder: typeof original.reserveOrder = async (options) => {
  const { customerId, request } = options
  const { checkoutKey: orderId, confirmationToken, expectedTotal } = request
  const { id: intentId } = await createIntent({ customerId, orderId, ...expectedTotal })
  await confirmIntent({ intentId, confirmationToken, returnUrl: 'http://localhost/' })
  return original.reserveOrder(options)
}
