import 'server-only'
import { z } from 'zod'
import { fulfillmentDb, type FulfillmentSql, type FulfillmentTx } from '../infra/db/fulfillment'
import { Address, type OrderPaidV1 } from '../events/contract'
import { newId } from '../core/ids'
import { type DeadLetterView, ShipmentStatus, type ShipmentView } from './schema'

const WITH_LINES = { lines: { orderBy: { sku: 'asc' } } } as const satisfies FulfillmentSql.ShipmentInclude
type ShipmentRow = FulfillmentSql.ShipmentGetPayload<{ include: typeof WITH_LINES }>

const Options = z.record(z.string(), z.string())
const toStatus = (status: string): ShipmentStatus => ShipmentStatus.parse(status.toLowerCase())
const STORED = { to_pick: 'TO_PICK', packed: 'PACKED', shipped: 'SHIPPED', canceled: 'CANCELED' } as const

export interface ShipmentKey {
  customerId: string
  id: string
}

export const shipments = {
  /** @returns false when this event was taken in before */
  async recordEvent(
    tx: FulfillmentTx,
    event: { customerId: string; eventId: string; type: string },
  ): Promise<boolean> {
    const { count } = await tx.inboxEvent.createMany({ data: [event], skipDuplicates: true })
    return count === 1
  },

  /** A shipment of a paid order; an order that has one keeps it. */
  async create(tx: FulfillmentTx, customerId: string, order: OrderPaidV1): Promise<void> {
    const id = newId()
    const { count } = await tx.shipment.createMany({
      data: [
        {
          customerId,
          id,
          orderId: order.orderId,
          orderNumber: order.orderNumber,
          recipient: order.shippingAddress,
          shippingMethod: order.shippingMethod,
          orderedAt: new Date(order.paidAt),
        },
      ],
      skipDuplicates: true,
    })
    if (count === 0) return
    await tx.shipmentLine.createMany({
      data: order.lines.map(({ sku, name, options, quantity }) => ({
        customerId,
        shipmentId: id,
        sku,
        name,
        options,
        quantity,
      })),
    })
  },

  async list(status: ShipmentStatus, order: 'oldest' | 'newest', limit: number): Promise<ShipmentView[]> {
    const rows = await fulfillmentDb().shipment.findMany({
      where: { status: STORED[status] },
      include: WITH_LINES,
      orderBy: order === 'oldest' ? { orderedAt: 'asc' } : { shippedAt: 'desc' },
      take: limit,
    })
    return rows.map(toView)
  },

  /** The row, locked until the transaction ends. */
  async lock(
    tx: FulfillmentTx,
    id: string,
  ): Promise<(ShipmentView & { customerId: string; orderId: string }) | null> {
    await tx.$queryRaw`SELECT 1 FROM "Shipment" WHERE id = ${id}::uuid FOR UPDATE`
    const row = await tx.shipment.findFirst({ where: { id }, include: WITH_LINES })
    return row && { ...toView(row), customerId: row.customerId, orderId: row.orderId }
  },

  async move(
    tx: FulfillmentTx,
    { customerId, id }: ShipmentKey,
    change: { status: ShipmentStatus; carrier?: string; trackingNumber?: string; at: Date },
  ): Promise<ShipmentView> {
    const { status, carrier, trackingNumber, at } = change
    const row = await tx.shipment.update({
      where: { customerId_id: { customerId, id } },
      data: {
        status: STORED[status],
        version: { increment: 1 },
        updatedAt: at,
        ...(status === 'shipped' && carrier && trackingNumber
          ? { carrier, trackingNumber, shippedAt: at }
          : {}),
      },
      include: WITH_LINES,
    })
    return toView(row)
  },

  /** The database's clock. */
  async now(tx: FulfillmentTx): Promise<Date> {
    const rows = await tx.$queryRaw`SELECT now() AS now`
    return (
      z
        .array(z.object({ now: z.date() }))
        .length(1)
        .parse(rows)[0]?.now ?? new Date(Number.NaN)
    )
  },
}

export const deadLetters = {
  /** @returns false when this delivery was parked before */
  async park(letter: { messageId: string; body: string; error: string }): Promise<boolean> {
    const { count } = await fulfillmentDb().deadLetter.createMany({
      data: [{ id: newId(), ...letter }],
      skipDuplicates: true,
    })
    return count === 1
  },

  async open(limit: number): Promise<DeadLetterView[]> {
    const rows = await fulfillmentDb().deadLetter.findMany({
      where: { replayedAt: null },
      orderBy: { receivedAt: 'asc' },
      take: limit,
    })
    return rows.map(({ id, error, body, receivedAt }) => ({
      id,
      error,
      body,
      receivedAt: receivedAt.toISOString(),
    }))
  },

  async find(id: string): Promise<{ body: string } | null> {
    return fulfillmentDb().deadLetter.findUnique({ where: { id }, select: { body: true } })
  },

  async replayed(id: string): Promise<void> {
    await fulfillmentDb().$executeRaw`UPDATE "DeadLetter" SET "replayedAt" = now() WHERE id = ${id}::uuid`
  },
}

function toView(row: ShipmentRow): ShipmentView {
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
    lines: row.lines.map(({ sku, name, options, quantity }) => ({
      sku,
      name,
      options: Options.parse(options),
      quantity,
    })),
  }
}
