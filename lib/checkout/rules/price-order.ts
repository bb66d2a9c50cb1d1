import type { Money } from '../../core/money'
import { SHIPPING_METHODS } from '../../orders/rules/shipping-methods'
import type { Country, ShippingMethod } from '../../orders/schema'
import type { Quote } from '../schema'

interface ShippingRate {
  /** minor units */
  price: number
  /** from this subtotal on it costs nothing; null: never */
  freeFrom: number | null
}

/** Minor units of the shop's currency. */
const SHIPPING: Record<ShippingMethod, ShippingRate> = {
  standard: { price: 800, freeFrom: 15_000 },
  express: { price: 1_900, freeFrom: null },
}

/** Sales tax or VAT on goods and shipping, in basis points. One rate a country; a tax service would stand here. */
const TAX_BASIS_POINTS: Record<Country, number> = { US: 0, CA: 500, GB: 2_000, DE: 1_900, FR: 2_000 }

export interface Totals {
  subtotal: number
  shipping: number
  tax: number
  total: number
}

/** What a cart costs, in minor units. `total` is always the sum of the other three. */
export function priceOrder(options: {
  lines: readonly { unitPrice: number; quantity: number }[]
  shippingMethod: ShippingMethod
  country: Country
}): Totals {
  const subtotal = options.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0)
  const shipping = shippingPrice(options.shippingMethod, subtotal)
  const tax = Math.round(((subtotal + shipping) * TAX_BASIS_POINTS[options.country]) / 10_000)
  return { subtotal, shipping, tax, total: subtotal + shipping + tax }
}

function shippingPrice(method: ShippingMethod, subtotal: number): number {
  const { price, freeFrom } = SHIPPING[method]
  return freeFrom !== null && subtotal >= freeFrom ? 0 : price
}

/** Totals with the ways of shipping, as the checkout page shows them. */
export function toQuote(totals: Totals, currency: string): Quote {
  const money = (amount: number): Money => ({ amount, currency })
  return {
    subtotal: money(totals.subtotal),
    shipping: money(totals.shipping),
    tax: money(totals.tax),
    total: money(totals.total),
    shippingMethods: (['standard', 'express'] as const).map((id) => ({
      id,
      ...SHIPPING_METHODS[id],
      price: money(shippingPrice(id, totals.subtotal)),
    })),
  }
}
