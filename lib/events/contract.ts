import { z } from 'zod'

/** What the shop and the fulfillment application say to each other. Versions are added, never changed. */

export const Address = z.object({
  name: z.string(),
  line1: z.string(),
  line2: z.string().optional(),
  city: z.string(),
  region: z.string().optional(),
  postalCode: z.string(),
  country: z.string(),
})

/** Carries all that a warehouse needs, so that it never asks the shop. Amounts in minor units. */
export const OrderPaidV1 = z.object({
  type: z.literal('order.paid.v1'),
  orderId: z.uuid(),
  orderNumber: z.string(),
  /** decided by the shop's database */
  paidAt: z.iso.datetime({ offset: true }),
  email: z.email(),
  shippingMethod: z.string(),
  shippingAddress: Address,
  lines: z
    .array(
      z.object({
        sku: z.string(),
        name: z.string(),
        options: z.record(z.string(), z.string()),
        quantity: z.int().min(1),
        unitPrice: z.int().min(0),
      }),
    )
    .min(1),
  total: z.object({ amount: z.int(), currency: z.string() }),
})
export type OrderPaidV1 = z.infer<typeof OrderPaidV1>

export const ShipmentUpdatedV1 = z.object({
  type: z.literal('shipment.updated.v1'),
  orderId: z.uuid(),
  /** grows with every change of the shipment: an older message never overwrites a newer one */
  version: z.int().min(1),
  status: z.enum(['preparing', 'packed', 'shipped', 'canceled']),
  carrier: z.string().optional(),
  trackingNumber: z.string().optional(),
  changedAt: z.iso.datetime({ offset: true }),
})
export type ShipmentUpdatedV1 = z.infer<typeof ShipmentUpdatedV1>

/** One message on the bus: the same id however often it is delivered. */
export const envelope = <Payload extends z.ZodType>(payload: Payload) =>
  z.object({ id: z.uuid(), customerId: z.uuid(), payload })

/** What the fulfillment application receives. */
export const ToFulfillment = envelope(z.discriminatedUnion('type', [OrderPaidV1]))
/** What the shop receives. */
export const ToShop = envelope(z.discriminatedUnion('type', [ShipmentUpdatedV1]))

export type EventPayload = OrderPaidV1 | ShipmentUpdatedV1
