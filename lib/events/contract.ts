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

/**
 * A paid order is to be sent back to where its money came from. It may come before its `order.paid`. The warehouse answers
 * by a shipment that is canceled, or, when the parcel had left, by one that is not; money goes back only after the first.
 */
export const OrderCanceledV1 = z.object({
  type: z.literal('order.canceled.v1'),
  orderId: z.uuid(),
  orderNumber: z.string(),
  reason: z.enum(['shopper', 'staff']),
  /** decided by the shop's database */
  canceledAt: z.iso.datetime({ offset: true }),
})
export type OrderCanceledV1 = z.infer<typeof OrderCanceledV1>

export const Parcel = z.object({
  carrier: z.string(),
  trackingNumber: z.string(),
  /** decided by the warehouse's database */
  shippedAt: z.iso.datetime({ offset: true }),
  lines: z.array(z.object({ sku: z.string(), quantity: z.int().min(1) })).min(1),
})
export type Parcel = z.infer<typeof Parcel>

/** `missing` and `damaged` goods are gone; those of the other reasons are back on their shelf. */
export const CancelReason = z.enum(['order_canceled', 'undeliverable', 'missing', 'damaged'])
export type CancelReason = z.infer<typeof CancelReason>

export const ShipmentUpdatedV1 = z.object({
  type: z.literal('shipment.updated.v1'),
  orderId: z.uuid(),
  /** grows with every change of the shipment: an older message never overwrites a newer one */
  version: z.int().min(1),
  status: z.enum(['preparing', 'packed', 'partly_shipped', 'shipped', 'canceled']),
  /** of the last parcel */
  carrier: z.string().optional(),
  trackingNumber: z.string().optional(),
  /** all that have left so far, in their order */
  parcels: z.array(Parcel).optional(),
  cancelReason: CancelReason.optional(),
  changedAt: z.iso.datetime({ offset: true }),
})
export type ShipmentUpdatedV1 = z.infer<typeof ShipmentUpdatedV1>

/**
 * A session was ended before its time, by signing out or because its rights were taken back; without `sessionId` every session
 * of the account that began until then. Either application tells the other, and each keeps its own list.
 */
const SessionEndedV1 = z.object({
  type: z.literal('session.ended.v1'),
  accountId: z.uuid(),
  sessionId: z.uuid().optional(),
  /** decided by the sender's database */
  endedAt: z.iso.datetime({ offset: true }),
})
type SessionEndedV1 = z.infer<typeof SessionEndedV1>

/** Every version that was ever sent, by its name; docs/events has the JSON Schema of each. */
export const VERSIONS = {
  'order.paid.v1': OrderPaidV1,
  'order.canceled.v1': OrderCanceledV1,
  'shipment.updated.v1': ShipmentUpdatedV1,
  'session.ended.v1': SessionEndedV1,
} as const satisfies Record<string, z.ZodObject>
type EventType = keyof typeof VERSIONS

/** One message on the bus: the same id however often it is delivered. */
const envelope = <Payload extends z.ZodType>(payload: Payload) =>
  z.object({ id: z.uuid(), customerId: z.uuid(), payload })

/** What the fulfillment application receives. */
export const ToFulfillment = envelope(
  z.discriminatedUnion('type', [OrderPaidV1, OrderCanceledV1, SessionEndedV1]),
)
/** What the shop receives. */
export const ToShop = envelope(z.discriminatedUnion('type', [ShipmentUpdatedV1, SessionEndedV1]))
/** What the orders of the shop take in. */
export const ShipmentNews = envelope(ShipmentUpdatedV1)
/** The events that every keeper of sessions handles. `customerId` is the account's id: it only keeps messages of one account together. */
export const SessionNews = envelope(SessionEndedV1)

export type EventPayload = z.infer<(typeof VERSIONS)[EventType]>
