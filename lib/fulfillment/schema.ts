import { z } from 'zod'
import { line, lineOrNothing } from '../core/text-types'
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
  /** who has it in an open batch; null: nobody picks it */
  picker: z.string().nullable(),
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
  /** of each column, however many of it are listed */
  counts: z.object({
    toPick: z.int(),
    packed: z.int(),
    shipped: z.int(),
    attention: z.int(),
    deadLetters: z.int(),
  }),
})
export type Board = z.infer<typeof Board>

/** How many shipments a column lists at first, and at most. */
export const BOARD_PAGE = 100
export const BOARD_MOST = 300
const one = <S extends z.ZodType>(schema: S) => z.tuple([schema]).transform(([value]) => value)
export const BoardQuery = z.object({
  q: one(lineOrNothing(80)).optional(),
  limit: one(z.coerce.number().int().min(1).max(BOARD_MOST)).optional(),
})

/** How many orders a worker takes in one walk. */
export const BATCH_SIZES = [5, 10, 20, 50, 100] as const
/** The part of the warehouse that a shelf is in: what its name begins with, up to its first digit, dash or space. */
const Zone = z.string().regex(/^[^\d\s-]{1,20}$/)
export const BatchRequest = z.strictObject({
  /** chosen by the browser, so that the request sent again starts no second batch */
  id: z.uuid(),
  size: z
    .int()
    .min(1)
    .max(Math.max(...BATCH_SIZES)),
  /** only orders that lie in this zone whole */
  zone: Zone.optional(),
})
export type BatchRequest = z.infer<typeof BatchRequest>
export const BatchParams = z.object({ id: z.uuid() })

const BatchSummary = z.object({
  id: z.uuid(),
  zone: z.string().nullable(),
  picker: z.string(),
  isMine: z.boolean(),
  startedAt: z.iso.datetime(),
  /** orders in it that are still to be packed, and all of them */
  left: z.int(),
  size: z.int(),
})
export type BatchSummary = z.infer<typeof BatchSummary>
/** The batches that are being picked, the newest first, and what waits to be put into one. */
export const Batches = z.object({
  open: z.array(BatchSummary),
  waiting: z.int(),
  /** orders that lie in one zone whole */
  zones: z.array(z.object({ zone: z.string(), orders: z.int() })),
})
export type Batches = z.infer<typeof Batches>
export const PickBatch = z.object({ id: z.uuid(), shipments: z.array(ShipmentView) })
export type PickBatch = z.infer<typeof PickBatch>

export const ShipmentParams = z.object({ id: z.uuid() })
export const DeadLetterParams = z.object({ id: z.uuid() })
export const ShelfParams = z.object({ sku: z.string().regex(/^[\w-]{1,40}$/) })
export const Shelf = z.strictObject({
  place: lineOrNothing(20).toUpperCase(),
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
    carrier: line(40).min(2, 'Which carrier?'),
    trackingNumber: line(60).min(4, 'Which tracking number?'),
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
