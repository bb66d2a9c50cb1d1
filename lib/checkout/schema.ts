import { z } from 'zod'
import { Money } from '../core/money-schema'
import { Email } from '../core/text-types'
import { Country, OrderView, ShippingAddress, ShippingMethod } from '../orders/schema'

const one = <S extends z.ZodType>(schema: S) => z.tuple([schema]).transform(([value]) => value)

export const QuoteQuery = z.object({
  shippingMethod: one(ShippingMethod).default('standard'),
  country: one(Country).default('US'),
})

export const Quote = z.object({
  subtotal: Money,
  shipping: Money,
  tax: Money,
  total: Money,
  shippingMethods: z.array(
    z.object({ id: ShippingMethod, name: z.string(), promise: z.string(), price: Money }),
  ),
})
export type Quote = z.infer<typeof Quote>

const CheckoutKey = z.uuid()
export const CheckoutParams = z.object({ checkoutKey: CheckoutKey })

export const CheckoutRequest = z.strictObject({
  /** chosen by the browser once for each intention to pay; sent again it continues the same order */
  checkoutKey: CheckoutKey,
  email: Email,
  shippingAddress: ShippingAddress,
  shippingMethod: ShippingMethod,
  confirmationToken: z.string().regex(/^ctoken_\w{4,255}$/),
  /** the total the shopper saw; another one is never charged */
  expectedTotal: Money,
})
export type CheckoutRequest = z.infer<typeof CheckoutRequest>

/**
 * What a checkout can answer (besides the problems of lib/core/errors): `open` means that nothing was charged and the
 * order waits for a card until `expiresAt`; `confirming` that the outcome is not known yet; `canceled` that nothing was
 * charged, or with `refunded` that the charge goes back.
 */
export const CheckoutStatus = z.discriminatedUnion('status', [
  z.object({ status: z.literal('paid'), order: OrderView }),
  z.object({ status: z.literal('requires_action'), clientSecret: z.string() }),
  z.object({ status: z.literal('confirming') }),
  z.object({ status: z.literal('open'), expiresAt: z.iso.datetime() }),
  z.object({ status: z.literal('canceled'), refunded: z.literal(true).optional() }),
])
export type CheckoutStatus = z.infer<typeof CheckoutStatus>
