import 'server-only'
import { z } from 'zod'
import { Options } from '../catalog/schema'
import type { ShopSql } from '../infra/db/shop'
import { type OrderView, ParcelView, ShippingAddress, ShippingMethod } from './schema'

export const ORDER_WITH_LINES = {
  lines: { orderBy: { sku: 'asc' } },
} as const satisfies ShopSql.OrderInclude

export type OrderRow = ShopSql.OrderGetPayload<{ include: typeof ORDER_WITH_LINES }>

const Lower = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.string().toLowerCase().pipe(z.enum(values))
const Status = Lower(['pending', 'paying', 'paid', 'canceled'])
const Shipment = Lower(['none', 'preparing', 'packed', 'partly_shipped', 'shipped', 'canceled'])
const Parcels = z.array(ParcelView)

/**
 * An order as its shopper sees it. What the database holds as JSON is parsed, never trusted.
 * @param personal false: without the e-mail address and where it goes
 */
export function toOrderView(row: OrderRow, refunded: boolean, personal = true): OrderView {
  const shown = personal && row.personalErasedAt === null
  const money = (amount: number) => ({ amount, currency: row.currency })
  return {
    number: row.number,
    status: Status.parse(row.status),
    placedAt: row.createdAt.toISOString(),
    email: shown ? row.email : null,
    shippingAddress: shown ? ShippingAddress.parse(row.shippingAddress) : null,
    shippingMethod: ShippingMethod.parse(row.shippingMethod),
    lines: row.lines.map((line) => ({
      sku: line.sku,
      slug: line.slug,
      name: line.name,
      options: Options.parse(line.options),
      imageKey: line.imageKey,
      quantity: line.quantity,
      unitPrice: money(line.unitPrice),
      lineTotal: money(line.lineTotal),
    })),
    subtotal: money(row.subtotal),
    shipping: money(row.shipping),
    tax: money(row.tax),
    total: money(row.total),
    shipment: {
      status: Shipment.parse(row.shippingStatus),
      carrier: row.carrier,
      trackingNumber: row.trackingNumber,
      shippedAt: row.shippedAt?.toISOString() ?? null,
      parcels: Parcels.parse(row.parcels),
    },
    cancelRequested: row.cancelRequestedAt !== null,
    refunded,
  }
}
