import { z } from 'zod'
import { Address, CancelReason, Parcel } from '../events/contract'

export const ShipmentStatus = z.enum(['to_pick', 'packed', 'partly_shipped', 'shipped', 'canceled'])
export type ShipmentStatus = z.infer<typeof ShipmentStatus>

export const CARRIERS = ['UPS', 'FedEx', 'DHL', 'USPS'] as const

export const ShipmentLine = z.object({
  sku: z.string(),
  name: z.string(),
  options: z.record(z.string(), z.string()),
  quantity: z.int(),
  /** units that have left */
  shipped: z.int(),
  /** where it lies; null: nobody has said yet */
  place: z.string().nullable(),
})
export type ShipmentLine = z.infer<typeof ShipmentLine>

export const ShipmentView = z.object({
  id: z.uuid(),
  orderNumber: z.string(),
  status: ShipmentStatus,
  /** compare-and-set: a change names the version it was decided on */
  version: z.int(),
  recipient: Address,
  shippingMethod: z.string(),
  /** of the last parcel */
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  orderedAt: z.iso.datetime(),
  shippedAt: z.iso.datetime().nullable(),
  cancelReason: CancelReason.nullable(),
  /** canceled when it was packed: to be put back */
  needsReturn: z.boolean(),
  lines: z.array(ShipmentLine),
  parcels: z.array(Parcel),
})
export type ShipmentView = z.infer<typeof ShipmentView>

export const DeadLetterView = z.object({
  id: z.uuid(),
  error: z.string(),
  receivedAt: z.iso.datetime(),
  /** messages of this event that no attempt delivered */
  failures: z.int(),
  body: z.string(),
})
export type DeadLetterView = z.infer<typeof DeadLetterView>

export const Board = z.object({
  toPick: z.array(ShipmentView),
  packed: z.array(ShipmentView),
  shipped: z.array(ShipmentView),
  /** parts of them have left, or they are to be put back */
  attention: z.array(ShipmentView),
  deadLetters: z.array(DeadLetterView),
})
export type Board = z.infer<typeof Board>

export const ShipmentParams = z.object({ id: z.uuid() })
export const DeadLetterParams = z.object({ id: z.uuid() })
export const ShelfParams = z.object({ sku: z.string().regex(/^[\w-]{1,40}$/) })
export const Shelf = z.strictObject({
  place: z.string().trim().toUpperCase().max(20, 'At most 20 characters.'),
})

/** Why the warehouse cannot send an order; what the shop gives up comes by an event. */
export const WAREHOUSE_REASONS = ['missing', 'damaged', 'undeliverable'] as const

export const ParcelLines = z
  .array(z.strictObject({ sku: z.string().min(1), quantity: z.int().min(1) }))
  .min(1, 'What is in the parcel?')
  .max(200)
export type ParcelLines = z.infer<typeof ParcelLines>

const version = z.int()
/** What a worker does to a shipment. */
export const ShipmentChange = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('pack'), version }),
  z.strictObject({
    action: z.literal('ship'),
    version,
    carrier: z.string().trim().min(2, 'Which carrier?').max(40),
    trackingNumber: z.string().trim().min(4, 'Which tracking number?').max(60),
    /** what is in this parcel; all that is left unless given */
    lines: ParcelLines.optional(),
  }),
  z.strictObject({ action: z.literal('cancel'), version, reason: z.enum(WAREHOUSE_REASONS) }),
  z.strictObject({ action: z.literal('put_back'), version }),
])
export type ShipmentChange = z.infer<typeof ShipmentChange>

export const AuditEntry = z.object({
  action: z.string(),
  actorName: z.string(),
  at: z.iso.datetime(),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof AuditEntry>
export const AuditLog = z.object({ entries: z.array(AuditEntry) })
