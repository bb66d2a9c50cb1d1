import 'server-only'
import { z } from 'zod'
import { fulfillmentDb, type FulfillmentSql } from '../infra/db/fulfillment'

/** More than a worker reads; a search that finds more asks for more letters. */
const MOST_FOUND = 200
const Ids = z.array(z.object({ id: z.uuid() }))

type Where = FulfillmentSql.ShipmentWhereInput
/** The column "Shipped" shows a day: by then nobody looks for a parcel on the packing table. */
const SHIPPED_HOURS = 24

/** What each column of the board shows. */
export const columns = {
  toPick: { status: 'TO_PICK' },
  packed: { status: 'PACKED' },
  attention: { OR: [{ status: 'PARTLY_SHIPPED' }, { needsReturn: true }] },
} as const satisfies Record<string, Where>

/** @param now the database's clock */
export const shippedLately = (now: Date): Where => ({
  status: 'SHIPPED',
  shippedAt: { gt: new Date(now.getTime() - SHIPPED_HOURS * 3_600_000) },
})

export const boardRows = {
  count: (where: Where): Promise<number> => fulfillmentDb().shipment.count({ where }),

  /**
   * The shipments that have this text in their order's number, a SKU or a name of their lines, the recipient's name or a
   * tracking number; the newest first, MOST_FOUND at most. Case, spaces and dashes do not count in a number.
   */
  async matching(text: string): Promise<string[]> {
    const pattern = likely(text)
    const number = likely(text.replace(/[^0-9A-Za-z]/g, '').toUpperCase())
    const rows = await fulfillmentDb().$queryRaw`
      SELECT s.id FROM "Shipment" s
      WHERE (${number} <> '%%' AND replace(s."orderNumber", '-', '') LIKE ${number})
        OR s.recipient->>'name' ILIKE ${pattern}
        OR EXISTS (SELECT FROM "ShipmentLine" l WHERE l."customerId" = s."customerId" AND l."shipmentId" = s.id
          AND (l.sku ILIKE ${pattern} OR l.name ILIKE ${pattern}))
        OR EXISTS (SELECT FROM "Parcel" p WHERE p."customerId" = s."customerId" AND p."shipmentId" = s.id
          AND p."trackingNumber" ILIKE ${pattern})
      ORDER BY s."orderedAt" DESC, s.id DESC LIMIT ${MOST_FOUND}`
    return Ids.parse(rows).map(({ id }) => id)
  },
}

/** A pattern of LIKE that finds the text anywhere; its own marks stand for themselves. */
const likely = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
