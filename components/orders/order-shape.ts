import { MoneyShape } from '@/components/api-client/money-shape'
import {
  flag,
  list,
  nullable,
  object,
  oneOf,
  record,
  text,
  textLike,
  whole,
} from '@/components/api-client/shape'
import { ORDER_NUMBER } from '@/lib/orders/rules/order-number'
import { SHIPPING_METHODS } from '@/lib/orders/rules/shipping-methods'
import type { OrderLink, OrderView, ShippingMethod } from '@/lib/orders/schema'
import { AddressShape } from './address-shape'

type Line = OrderView['lines'][number]
type Shipment = OrderView['shipment']
type Parcel = Shipment['parcels'][number]

export const OrderNumberShape = textLike(ORDER_NUMBER)
export const ShippingMethodShape = oneOf<ShippingMethod>(SHIPPING_METHODS)

const line = object<Line>({
  sku: text,
  slug: text,
  name: text,
  options: record(text),
  imageKey: text,
  quantity: whole,
  unitPrice: MoneyShape,
  lineTotal: MoneyShape,
})

const parcel = object<Parcel>({
  carrier: text,
  trackingNumber: text,
  shippedAt: text,
  lines: list(object<Parcel['lines'][number]>({ sku: text, quantity: whole })),
})

/** What GET /api/orders/{number} answers. */
export const OrderShape = object<OrderView>({
  number: OrderNumberShape,
  status: oneOf<OrderView['status']>({ pending: 1, paying: 1, paid: 1, canceled: 1 }),
  placedAt: text,
  email: nullable(text),
  shippingAddress: nullable(AddressShape),
  shippingMethod: ShippingMethodShape,
  lines: list(line),
  subtotal: MoneyShape,
  shipping: MoneyShape,
  tax: MoneyShape,
  total: MoneyShape,
  shipment: object<Shipment>({
    status: oneOf<Shipment['status']>({
      none: 1,
      preparing: 1,
      packed: 1,
      partly_shipped: 1,
      shipped: 1,
      canceled: 1,
    }),
    carrier: nullable(text),
    trackingNumber: nullable(text),
    shippedAt: nullable(text),
    parcels: list(parcel),
  }),
  cancelRequested: flag,
  refunded: flag,
})

export const OrderLinkShape = object<OrderLink>({ url: text, expiresAt: text })
export const ClaimedShape = object<{ number: string }>({ number: OrderNumberShape })
