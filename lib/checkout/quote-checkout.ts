import 'server-only'
import { cartForCheckout } from '../cart'
import { AppError } from '../core/errors'
import type { Country, ShippingMethod } from '../orders/schema'
import { priceOrder, toQuote } from './rules/price-order'
import type { Quote } from './schema'

/**
 * What the cart would cost, shipped in one way to one country. Prices are those of now: Pay Now compares them again.
 * @throws AppError `cart_empty`
 */
export async function quoteCheckout(options: {
  customerId: string
  shippingMethod: ShippingMethod
  country: Country
}): Promise<Quote> {
  const cart = await cartForCheckout(options.customerId)
  const first = cart?.lines[0]
  if (!cart || !first) throw new AppError('cart_empty', 'There is nothing in your cart.')
  const lines = cart.lines.map(({ quantity, variant }) => ({ quantity, unitPrice: variant.price }))
  const { shippingMethod, country } = options
  return toQuote(priceOrder({ lines, shippingMethod, country }), first.variant.currency)
}
