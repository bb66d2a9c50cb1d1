import 'server-only'
import { z } from 'zod'
import { fulfillmentDb, FulfillmentSql, type FulfillmentTx } from '../infra/db/fulfillment'
import type { Actor } from './actor'
import { Batches, type BatchRequest } from './schema'

const Pickers = z.array(z.object({ id: z.uuid(), pickerName: z.string() }))
const Waiting = z.array(z.object({ zone: z.string().nullable(), orders: z.int() }))
const Open = z.array(
  Batches.shape.open.element
    .omit({ isMine: true, startedAt: true })
    .extend({ startedAt: z.date(), pickerId: z.string() }),
)

/** The zone of a line's shelf; an empty text where nobody has said which shelf. */
const ZONE = FulfillmentSql.sql`coalesce(substring(f.place from '^[^[:digit:][:space:]-]+'), '')`

export const batches = {
  /** @returns false when there is such a batch already */
  async create(tx: FulfillmentTx, { id, zone }: BatchRequest, by: Actor): Promise<boolean> {
    const row = { id, zone: zone ?? null, picker: by.id, pickerName: by.name }
    const { count } = await tx.pickBatch.createMany({ data: [row], skipDuplicates: true })
    return count === 1
  },

  /** Puts the oldest orders that nobody picks into a batch. Two workers at once get different ones. @returns how many */
  fill(tx: FulfillmentTx, { id, size, zone }: BatchRequest): Promise<number> {
    const elsewhere = FulfillmentSql.sql`EXISTS (
      SELECT FROM "ShipmentLine" l LEFT JOIN "Shelf" f ON f.sku = l.sku
      WHERE l."customerId" = s."customerId" AND l."shipmentId" = s.id AND ${ZONE} <> ${zone ?? ''})`
    return tx.$executeRaw`
      WITH oldest AS (
        SELECT s."customerId", s.id FROM "Shipment" s
        WHERE s.status = 'TO_PICK' AND s."batchId" IS NULL
          AND ${zone === undefined ? FulfillmentSql.sql`true` : FulfillmentSql.sql`NOT ${elsewhere}`}
        ORDER BY s."orderedAt", s.id LIMIT ${size} FOR UPDATE SKIP LOCKED
      )
      UPDATE "Shipment" s SET "batchId" = ${id}::uuid FROM oldest
      WHERE s."customerId" = oldest."customerId" AND s.id = oldest.id`
  },

  /** Lets others pick what is still to be picked of a batch. @returns how many orders */
  release: (tx: FulfillmentTx, id: string): Promise<number> =>
    tx.$executeRaw`UPDATE "Shipment" SET "batchId" = NULL WHERE "batchId" = ${id}::uuid AND status = 'TO_PICK'`,

  /** Who picks these batches, by the batch's id. */
  async pickersOf(ids: readonly string[], tx: FulfillmentTx = fulfillmentDb()): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map()
    const rows = await tx.pickBatch.findMany({
      where: { id: { in: [...new Set(ids)] } },
      select: { id: true, pickerName: true },
    })
    return new Map(Pickers.parse(rows).map(({ id, pickerName }) => [id, pickerName]))
  },

  /** The batches that have orders to pick, the newest first. */
  async open(): Promise<z.infer<typeof Open>> {
    const rows = await fulfillmentDb().$queryRaw`
      SELECT b.id, b.zone, b."pickerName" AS picker, b.picker AS "pickerId", b."startedAt", counted.left, counted.size
      FROM "PickBatch" b CROSS JOIN LATERAL (
        SELECT count(*)::int AS size, (count(*) FILTER (WHERE s.status = 'TO_PICK'))::int AS left
        FROM "Shipment" s WHERE s."batchId" = b.id
      ) counted
      WHERE b.id IN (SELECT "batchId" FROM "Shipment" WHERE status = 'TO_PICK' AND "batchId" IS NOT NULL)
      ORDER BY b."startedAt" DESC, b.id`
    return Open.parse(rows)
  },

  /** How many orders wait for a batch, by the zone in which they lie whole; null for those in several, or on no shelf. */
  async waiting(): Promise<z.infer<typeof Waiting>> {
    const rows = await fulfillmentDb().$queryRaw`
      SELECT zone, count(*)::int AS orders FROM (
        SELECT CASE WHEN min(${ZONE}) = max(${ZONE}) THEN nullif(min(${ZONE}), '') END AS zone
        FROM "Shipment" s JOIN "ShipmentLine" l ON l."customerId" = s."customerId" AND l."shipmentId" = s.id
        LEFT JOIN "Shelf" f ON f.sku = l.sku
        WHERE s.status = 'TO_PICK' AND s."batchId" IS NULL
        GROUP BY s."customerId", s.id
      ) waiting GROUP BY zone ORDER BY zone`
    return Waiting.parse(rows)
  },
}
