import { MoneyShape } from '@/components/api-client/money-shape'
import { exactly, list, object, optional, text, textLike, variant } from '@/components/api-client/shape'
import { OrderShape, ShippingMethodShape } from '@/components/orders/order-shape'
import type { CheckoutStatus, Quote } from '@/lib/checkout/schema'

/** What GET /api/checkout/quote answers. */
export const QuoteShape = object<Quote>({
  subtotal: MoneyShape,
  shipping: MoneyShape,
  tax: MoneyShape,
  total: MoneyShape,
  shippingMethods: list(
    object<Quote['shippingMethods'][number]>({
      id: ShippingMethodShape,
      name: text,
      promise: text,
      price: MoneyShape,
    }),
  ),
})

type Status<Name extends CheckoutStatus['status']> = Extract<CheckoutStatus, { status: Name }>

/** What POST /api/checkout and GET /api/checkout/{checkoutKey} answer. */
export const CheckoutStatusShape = variant<CheckoutStatus, 'status'>('status', {
  paid: object<Status<'paid'>>({ status: exactly('paid'), order: OrderShape }),
  requires_action: object<Status<'requires_action'>>({
    status: exactly('requires_action'),
    clientSecret: text,
  }),
  confirming: object<Status<'confirming'>>({ status: exactly('confirming') }),
  open: object<Status<'open'>>({ status: exactly('open'), expiresAt: text }),
  canceled: object<Status<'canceled'>>({ status: exactly('canceled'), refunded: optional(exactly(true)) }),
})

export const CheckoutKeyShape = textLike(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i)
