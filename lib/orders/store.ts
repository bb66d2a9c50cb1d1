import 'server-only'
import { shopDb, type ShopTx } from '../infra/db/shop'
import { ORDER_WITH_LINES, type OrderRow } from './view'

const OPEN = { in: ['PENDING', 'PAYING'] as ('PENDING' | 'PAYING')[] }
const NEWEST_FIRST = { createdAt: 'desc' } as const

export const orders = {
  byId(customerId: string, id: string): Promise<OrderRow | null> {
    return shopDb().order.findUnique({
      where: { customerId_id: { customerId, id } },
      include: ORDER_WITH_LINES,
    })
  },

  /** By the key of the tab that made the order, or of another tab that joined it. */
  async byCheckoutKey(customerId: string, checkoutKey: string): Promise<OrderRow | null> {
    return shopDb().order.findFirst({
      where: { customerId, OR: [{ checkoutKey }, { aliases: { some: { customerId, checkoutKey } } }] },
      include: ORDER_WITH_LINES,
    })
  },

  async joinWithKey(customerId: string, checkoutKey: string, orderId: string): Promise<void> {
    await shopDb().checkoutAlias.createMany({
      data: [{ customerId, checkoutKey, orderId }],
      skipDuplicates: true,
    })
  },

  byNumber(customerIds: readonly string[], number: string): Promise<OrderRow | null> {
    return shopDb().order.findFirst({
      where: { customerId: { in: [...customerIds] }, number },
      include: ORDER_WITH_LINES,
    })
  },

  /** What a customer has bought; orders that never came to a payment are not shown. */
  list(customerIds: readonly string[], limit: number): Promise<OrderRow[]> {
    return shopDb().order.findMany({
      where: { customerId: { in: [...customerIds] }, status: { in: ['PAID', 'PAYING'] } },
      include: ORDER_WITH_LINES,
      orderBy: NEWEST_FIRST,
      take: limit,
    })
  },

  openOf(customerId: string): Promise<{ id: string }[]> {
    return shopDb().order.findMany({ where: { customerId, status: OPEN }, select: { id: true } })
  },

  /** Which of these customers have an open order. */
  async payingAmong(customerIds: readonly string[]): Promise<Set<string>> {
    if (customerIds.length === 0) return new Set()
    const rows = await shopDb().order.findMany({
      where: { customerId: { in: [...customerIds] }, status: OPEN },
      select: { customerId: true },
      distinct: ['customerId'],
    })
    return new Set(rows.map((row) => row.customerId))
  },

  /** Which of these orders had their money sent back. */
  async refundedAmong(orderIds: readonly { customerId: string; id: string }[]): Promise<Set<string>> {
    if (orderIds.length === 0) return new Set()
    const rows = await shopDb().refund.findMany({
      where: { OR: orderIds.map(({ customerId, id }) => ({ customerId, orderId: id })) },
      select: { orderId: true },
    })
    return new Set(rows.map((row) => row.orderId))
  },

  /** Takes a shipment's news in, unless newer news has come before. */
  async setShipment(
    tx: ShopTx,
    shipment: {
      customerId: string
      orderId: string
      version: number
      status: 'PREPARING' | 'PACKED' | 'SHIPPED' | 'CANCELED'
      carrier: string | null
      trackingNumber: string | null
      changedAt: Date
    },
  ): Promise<void> {
    const { customerId, orderId, version, status, carrier, trackingNumber, changedAt } = shipment
    await tx.order.updateMany({
      where: { customerId, id: orderId, status: 'PAID', shipmentVersion: { lt: version } },
      data: {
        shippingStatus: status,
        shipmentVersion: version,
        carrier,
        trackingNumber,
        ...(status === 'SHIPPED' ? { shippedAt: changedAt } : {}),
      },
    })
  },

  /** @returns false when this event was taken in before */
  async recordEvent(
    tx: ShopTx,
    event: { customerId: string; eventId: string; type: string },
  ): Promise<boolean> {
    const { count } = await tx.inboxEvent.createMany({ data: [event], skipDuplicates: true })
    return count === 1
  },
}
