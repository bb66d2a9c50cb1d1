import { fulfillmentDb } from '@/lib/infra/db/fulfillment'
import { shopDb } from '@/lib/infra/db/shop'
import type { Check } from './check'

/** Paid longer ago than this, an order that the warehouse does not know is lost, not on its way. */
const ON_ITS_WAY = '10 minutes'

/** I4: every PAID order gets exactly one shipment; no other order has one. */
export const paidOrdersShip: Check = {
  id: 'I4',
  rule: 'every paid order has one shipment, no other order has one',
  async run() {
    const orders = await shopDb().$queryRaw<{ id: string; number: string; paid: boolean; late: boolean }[]>`
      SELECT o.id, o.number, o.status = 'PAID' AS paid,
        o."paidAt" < now() - ${ON_ITS_WAY}::interval
          OR EXISTS (SELECT FROM "OutboxEvent" e WHERE e."customerId" = o."customerId"
            AND e.type = 'order.paid.v1' AND e.payload ->> 'orderId' = o.id::text AND e."acknowledgedAt" IS NOT NULL) AS late
      FROM "Order" o`
    const shipments = await fulfillmentDb().$queryRaw<{ orderId: string; count: number }[]>`
      SELECT "orderId", count(*)::int AS count FROM "Shipment" GROUP BY "orderId"`
    const shipped = new Map(shipments.map(({ orderId, count }) => [orderId, count]))
    const known = new Set(orders.map(({ id }) => id))
    return [
      ...orders.flatMap(({ id, number, paid, late }) => {
        const count = shipped.get(id) ?? 0
        if (paid ? count === 1 || (count === 0 && !late) : count === 0) return []
        return [`order ${number} (${paid ? 'paid' : 'not paid'}) has ${count} shipments`]
      }),
      ...shipments
        .filter(({ orderId }) => !known.has(orderId))
        .map(({ orderId }) => `a shipment for order ${orderId}, which does not exist`),
    ]
  },
}

/** I5: no order stays open past its time + 10 minutes. */
export const nothingStuck: Check = {
  id: 'I5',
  rule: 'no order stays open for more than 10 minutes past its time',
  async run() {
    const rows = await shopDb().$queryRaw<{ number: string; status: string }[]>`
      SELECT number, status FROM "Order"
      WHERE status IN ('PENDING', 'PAYING') AND "expiresAt" < now() - interval '10 minutes'`
    return rows.map(({ number, status }) => `order ${number} is still ${status}`)
  },
}

/** I7: one open order per cart, one order per checkoutKey. */
export const oneOrderEach: Check = {
  id: 'I7',
  rule: 'one open order per cart, one order per checkout key',
  async run() {
    const rows = await shopDb().$queryRaw<{ fault: string }[]>`
      SELECT format('cart %s has %s open orders', "cartId", count(*)) AS fault FROM "Order"
      WHERE status IN ('PENDING', 'PAYING') GROUP BY "customerId", "cartId" HAVING count(*) > 1
      UNION ALL
      SELECT format('checkout key %s has %s orders', key, count(DISTINCT id)) FROM (
        SELECT "customerId", "checkoutKey" AS key, id FROM "Order"
        UNION ALL SELECT "customerId", "checkoutKey", "orderId" FROM "CheckoutAlias"
      ) keys GROUP BY "customerId", key HAVING count(DISTINCT id) > 1`
    return rows.map(({ fault }) => fault)
  },
}
