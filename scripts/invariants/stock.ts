import { shopDb } from '@/lib/infra/db/shop'
import type { Check } from './check'

/** I1: onHand + units of PAID orders = adjustments (the initial stock is one of them); reserved = units HELD. */
export const unitsAddUp: Check = {
  id: 'I1',
  rule: 'every unit is in the warehouse, sold, or adjusted away, and every reserved one has an open order',
  async run() {
    const rows = await shopDb().$queryRaw<{ sku: string; detail: string }[]>`
      WITH adjusted AS (SELECT sku, sum(delta) AS units FROM "StockAdjustment" GROUP BY sku),
      sold AS (
        SELECT l.sku, sum(l.quantity) AS units FROM "OrderLine" l
        JOIN "Order" o ON o."customerId" = l."customerId" AND o.id = l."orderId" WHERE o.status = 'PAID' GROUP BY l.sku
      ),
      held AS (SELECT sku, sum(quantity) AS units FROM "Reservation" WHERE status = 'HELD' GROUP BY sku)
      SELECT s.sku, format('on hand %s + sold %s, adjusted %s; reserved %s, held %s', s."onHand", coalesce(sold.units, 0),
          coalesce(adjusted.units, 0), s.reserved, coalesce(held.units, 0)) AS detail
      FROM "Stock" s LEFT JOIN adjusted USING (sku) LEFT JOIN sold USING (sku) LEFT JOIN held USING (sku)
      WHERE s."onHand" + coalesce(sold.units, 0) <> coalesce(adjusted.units, 0) OR s.reserved <> coalesce(held.units, 0)`
    return rows.map(({ sku, detail }) => `${sku}: ${detail}`)
  },
}

/** I6: 0 <= reserved <= onHand, and no reservation is held by an order that is not open. */
export const neverNegative: Check = {
  id: 'I6',
  rule: 'never more reserved than there is, and only by open orders',
  async run() {
    const rows = await shopDb().$queryRaw<{ fault: string }[]>`
      SELECT format('%s: reserved %s of %s', sku, reserved, "onHand") AS fault FROM "Stock"
      WHERE reserved < 0 OR reserved > "onHand"
      UNION ALL
      SELECT format('order %s is %s, its reservation of %s %s', o.number, o.status, r.sku, r.status)
      FROM "Reservation" r JOIN "Order" o ON o."customerId" = r."customerId" AND o.id = r."orderId"
      -- An open order holds its units while a card is being tried, and has released them after a decline: all of them.
      WHERE CASE o.status WHEN 'PAID' THEN r.status <> 'COMMITTED' WHEN 'CANCELED' THEN r.status <> 'RELEASED'
        ELSE r.status = 'COMMITTED' OR EXISTS (SELECT FROM "Reservation" other
          WHERE other."customerId" = r."customerId" AND other."orderId" = r."orderId" AND other.status <> r.status) END`
    return rows.map(({ fault }) => fault)
  },
}
