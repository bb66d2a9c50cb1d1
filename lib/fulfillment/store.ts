import 'server-only'
import { z } from 'zod'
import { Address, CancelReason, type OrderPaidV1 } from '../events/contract'
import { fulfillmentDb, type FulfillmentSql, type FulfillmentTx } from '../infra/db/fulfillment'
import { newId } from '../core/ids'
import type { ParcelLines } from './schema'
import { ShipmentStatus, type ShipmentView } from './schema'
import { batches } from './batch-store'
import { shelves } from './shelf-store'

const WITH_ALL = {
  lines: { orderBy: { sku: 'asc' } },
  parcels: {
    orderBy: [{ shippedAt: 'asc' }, { id: 'asc' }],
    include: { lines: { orderBy: { sku: 'asc' } } },
  },
} as const satisfies FulfillmentSql.ShipmentInclude
type ShipmentRow = FulfillmentSql.ShipmentGetPayload<{ include: typeof WITH_ALL }>

const Options = z.record(z.string(), z.string())
const toStatus = (status: string): ShipmentStatus => ShipmentStatus.parse(status.toLowerCase())
const STORED = {
  to_pick: 'TO_PICK',
  packed: 'PACKED',
  partly_shipped: 'PARTLY_SHIPPED',
  shipped: 'SHIPPED',
  canceled: 'CANCELED',
} as const satisfies Record<ShipmentStatus, string>

export interface ShipmentKey {
  customerId: string
  id: string
}
/** A shipment with what only the warehouse's own code needs of it. */
export type OwnShipment = ShipmentView & { customerId: string; orderId: string }

export const shipments = {
  /** @returns false when this event was taken in before */
  async recordEvent(
    tx: FulfillmentTx,
    event: { customerId: string; eventId: string; type: string },
  ): Promise<boolean> {
    const { count } = await tx.inboxEvent.createMany({ data: [event], skipDuplicates: true })
    return count === 1
  },

  /** A shipment of a paid order; an order that has one keeps it. @returns its id when it is new */
  async create(tx: FulfillmentTx, customerId: string, order: OrderPaidV1): Promise<string | null> {
    const { orderId, orderNumber, shippingAddress, shippingMethod, paidAt } = order
    const id = newId()
    const orderedAt = new Date(paidAt)
    const row = {
      customerId,
      id,
      orderId,
      orderNumber,
      recipient: shippingAddress,
      shippingMethod,
      orderedAt,
    }
    const { count } = await tx.shipment.createMany({ data: [row], skipDuplicates: true })
    if (count === 0) return null
    await tx.shipmentLine.createMany({
      data: order.lines.map(({ sku, name, options, quantity }) => ({
        ...{ customerId, shipmentId: id },
        ...{ sku, name, options, quantity },
      })),
    })
    return id
  },

  async list(
    where: FulfillmentSql.ShipmentWhereInput,
    order: 'oldest' | 'newest',
    limit: number,
  ): Promise<ShipmentView[]> {
    const rows = await fulfillmentDb().shipment.findMany({
      where,
      include: WITH_ALL,
      orderBy: order === 'oldest' ? [{ orderedAt: 'asc' }, { id: 'asc' }] : [{ shippedAt: 'desc' }],
      take: limit,
    })
    return toViews(rows)
  },

  async find(id: string): Promise<ShipmentView | null> {
    return (await shipments.list({ id }, 'oldest', 1))[0] ?? null
  },

  /** The row, by its own id or its order's, locked until the transaction ends. */
  async lock(
    tx: FulfillmentTx,
    by: { id: string } | { customerId: string; orderId: string },
  ): Promise<OwnShipment | null> {
    if ('id' in by) await tx.$queryRaw`SELECT 1 FROM "Shipment" WHERE id = ${by.id}::uuid FOR UPDATE`
    else
      await tx.$queryRaw`
        SELECT 1 FROM "Shipment" WHERE "customerId" = ${by.customerId}::uuid AND "orderId" = ${by.orderId}::uuid FOR UPDATE`
    return readOwn(tx, by)
  },

  /** Changes a locked shipment. @returns it as it is then */
  async change(
    tx: FulfillmentTx,
    { customerId, id }: ShipmentKey,
    data: FulfillmentSql.ShipmentUpdateInput & { status?: never },
    status?: ShipmentStatus,
  ): Promise<OwnShipment> {
    await tx.shipment.update({
      where: { customerId_id: { customerId, id } },
      data: { ...data, ...(status && { status: STORED[status] }), version: { increment: 1 } },
    })
    const changed = await readOwn(tx, { id })
    if (!changed) throw new Error(`shipment ${id} is gone`)
    return changed
  },

  /** A parcel leaves: its units are counted as shipped, which the database keeps from being more than were ordered. */
  async addParcel(
    tx: FulfillmentTx,
    { customerId, id: shipmentId }: ShipmentKey,
    parcel: { carrier: string; trackingNumber: string; shippedAt: Date; lines: ParcelLines },
  ): Promise<void> {
    const { lines, ...rest } = parcel
    const parcelId = newId()
    await tx.parcel.create({ data: { customerId, id: parcelId, shipmentId, ...rest } })
    await tx.parcelLine.createMany({ data: lines.map((line) => ({ customerId, parcelId, ...line })) })
    for (const { sku, quantity } of lines) {
      await tx.shipmentLine.update({
        where: { customerId_shipmentId_sku: { customerId, shipmentId, sku } },
        data: { shipped: { increment: quantity } },
      })
    }
  },

  /** The database's clock. */
  async now(tx: FulfillmentTx): Promise<Date> {
    const rows = await tx.$queryRaw`SELECT now() AS now`
    return z.tuple([z.object({ now: z.date() })]).parse(rows)[0].now
  },

  /** An order is given up, for good; again changes nothing. */
  async recordCanceled(
    tx: FulfillmentTx,
    order: { customerId: string; orderId: string; reason: string; canceledAt: Date },
  ): Promise<void> {
    await tx.canceledOrder.createMany({ data: [order], skipDuplicates: true })
  },

  async isCanceled(tx: FulfillmentTx, key: { customerId: string; orderId: string }): Promise<boolean> {
    return (await tx.canceledOrder.findUnique({ where: { customerId_orderId: key } })) !== null
  },
}

async function readOwn(
  tx: FulfillmentTx,
  where: FulfillmentSql.ShipmentWhereInput,
): Promise<OwnShipment | null> {
  const row = await tx.shipment.findFirst({ where, include: WITH_ALL })
  if (!row) return null
  const [view] = await toViews([row], tx)
  return view ? { ...view, customerId: row.customerId, orderId: row.orderId } : null
}

async function toViews(rows: readonly ShipmentRow[], tx?: FulfillmentTx): Promise<ShipmentView[]> {
  const places = await shelves.placesOf(
    rows.flatMap(({ lines }) => lines.map(({ sku }) => sku)),
    tx,
  )
  const picked = rows.flatMap(({ status, batchId }) => (status === 'TO_PICK' && batchId ? [batchId] : []))
  const pickers = await batches.pickersOf(picked, tx)
  return rows.map((row) => toView(row, places, pickers))
}

function toView(
  row: ShipmentRow,
  places: ReadonlyMap<string, string>,
  pickers: ReadonlyMap<string, string>,
): ShipmentView {
  return {
    id: row.id,
    orderNumber: row.orderNumber,
    status: toStatus(row.status),
    version: row.version,
    recipient: Address.parse(row.recipient),
    shippingMethod: row.shippingMethod,
    carrier: row.carrier,
    trackingNumber: row.trackingNumber,
    orderedAt: row.orderedAt.toISOString(),
    shippedAt: row.shippedAt?.toISOString() ?? null,
    cancelReason: CancelReason.nullable().parse(row.cancelReason),
    needsReturn: row.needsReturn,
    picker: (row.batchId && pickers.get(row.batchId)) || null,
    lines: row.lines.map(({ sku, name, options, quantity, shipped }) => ({
      ...{ sku, name, quantity, shipped },
      options: Options.parse(options),
      place: places.get(sku) ?? null,
    })),
    parcels: row.parcels.map(({ carrier, trackingNumber, shippedAt, lines }) => ({
      ...{ carrier, trackingNumber },
      shippedAt: shippedAt.toISOString(),
      lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
    })),
  }
}
