import { z } from 'zod'
import { Address } from '../events/contract'

export const ShipmentStatus = z.enum(['to_pick', 'packed', 'shipped', 'canceled'])
export type ShipmentStatus = z.infer<typeof ShipmentStatus>

export const CARRIERS = ['UPS', 'FedEx', 'DHL', 'USPS'] as const

export const ShipmentView = z.object({
  id: z.uuid(),
  orderNumber: z.string(),
  status: ShipmentStatus,
  /** compare-and-set: a change names the version it was decided on */
  version: z.int(),
  recipient: Address,
  shippingMethod: z.string(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  orderedAt: z.iso.datetime(),
  shippedAt: z.iso.datetime().nullable(),
  lines: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      options: z.record(z.string(), z.string()),
      quantity: z.int(),
    }),
  ),
})
export type ShipmentView = z.infer<typeof ShipmentView>

export const DeadLetterView = z.object({
  id: z.uuid(),
  error: z.string(),
  receivedAt: z.iso.datetime(),
  body: z.string(),
})
export type DeadLetterView = z.infer<typeof DeadLetterView>

export const Board = z.object({
  toPick: z.array(ShipmentView),
  packed: z.array(ShipmentView),
  shipped: z.array(ShipmentView),
  deadLetters: z.array(DeadLetterView),
})
export type Board = z.infer<typeof Board>

export const ShipmentParams = z.object({ id: z.uuid() })
export const DeadLetterParams = z.object({ id: z.uuid() })

/** What a worker does to a shipment. */
export const ShipmentChange = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('pack'), version: z.int() }),
  z.strictObject({
    action: z.literal('ship'),
    version: z.int(),
    carrier: z.string().trim().min(2, 'Which carrier?').max(40),
    trackingNumber: z.string().trim().min(4, 'Which tracking number?').max(60),
  }),
])
export type ShipmentChange = z.infer<typeof ShipmentChange>
