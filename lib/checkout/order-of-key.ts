import 'server-only'
import { AppError } from '../core/errors'
import { type OrderRow, orders } from '../orders'

/**
 * @param customerId the shopper, or every customer that a signed-in shopper owns: one may sign in while an order is open
 * @throws AppError `not_found`: no order of this shopper was made with the key, so it is safe to send it again
 */
export async function orderOfKey(options: {
  customerId: string | readonly string[]
  checkoutKey: string
}): Promise<OrderRow> {
  const order = await orders.byCheckoutKey(options.customerId, options.checkoutKey)
  if (!order) throw new AppError('not_found', 'No order was made with this key.')
  return order
}
