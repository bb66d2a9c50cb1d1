import { randomUUID } from 'node:crypto'
import type { CheckoutRequest } from '@/lib/checkout/schema'
import { ADDRESS } from '../../support/address'
import type { Lane } from './lane'

const PRICE = 1_000
const SHIPPING = 800

/** A new SKU with so many units, logged as the adjustment they came by. */
export async function givenVariant(lane: Lane, sku: string, units: number): Promise<void> {
  await lane.shop.query(
    `WITH variant AS (
      INSERT INTO "Variant" (sku, "productId", options, price, currency, "imageKey")
      SELECT $1, id, '{}', $2, 'USD', 'none' FROM "Product" LIMIT 1
    ), stock AS (INSERT INTO "Stock" (sku, "onHand") VALUES ($1, $3))
    INSERT INTO "StockAdjustment" (id, sku, delta, reason, actor)
    VALUES (gen_random_uuid(), $1, $3, 'simulation', 'simulation')`,
    [sku, PRICE, units],
  )
}

/** Customers with one unit in the cart. */
export async function cartOf(lane: Lane, sku: string, customerIds: readonly string[]): Promise<void> {
  await lane.shop.query(
    `WITH customer AS (
      INSERT INTO "Customer" ("customerId") SELECT id FROM unnest($2::uuid[]) AS id
    ), cart AS (
      INSERT INTO "Cart" ("customerId", id, "expiresAt")
      SELECT id, id, now() + interval '1 day' FROM unnest($2::uuid[]) AS id
    )
    INSERT INTO "CartLine" ("customerId", "cartId", sku, quantity) SELECT id, id, $1, 1 FROM unnest($2::uuid[]) AS id`,
    [sku, customerIds],
  )
}

/** What the browser sends for one unit, paid by one of Stripe's test cards. */
export async function payRequest(lane: Lane, card: string): Promise<CheckoutRequest> {
  return {
    checkoutKey: randomUUID(),
    email: 'ada@example.com',
    shippingAddress: { ...ADDRESS },
    shippingMethod: 'standard',
    confirmationToken: await lane.stripe.cardToken(card),
    expectedTotal: { amount: PRICE + SHIPPING, currency: 'USD' },
  }
}

/** The hold time of every open order runs out. */
export async function ordersRunOut(lane: Lane): Promise<void> {
  await lane.shop.query(
    `UPDATE "Order" SET "expiresAt" = now() - interval '1 second', "lookedAt" = "lookedAt" - interval '5 minutes'
    WHERE status IN ('PENDING', 'PAYING')`,
  )
}

/** The warehouse's acknowledgements are more than five minutes late. */
export async function acknowledgementsAreLate(lane: Lane): Promise<void> {
  await lane.shop.query(
    `UPDATE "OutboxEvent" SET "publishedAt" = "publishedAt" - interval '6 minutes' WHERE "acknowledgedAt" IS NULL`,
  )
}

/** No order is open, no event unacknowledged, no refund under way. */
export async function isQuiet(lane: Lane): Promise<boolean> {
  const { rows } = await lane.shop.query<{ quiet: boolean }>(
    `SELECT NOT EXISTS (SELECT FROM "Order" WHERE status IN ('PENDING', 'PAYING'))
      AND NOT EXISTS (SELECT FROM "OutboxEvent" WHERE "acknowledgedAt" IS NULL)
      AND NOT EXISTS (SELECT FROM "Refund" WHERE status = 'PENDING') AS quiet`,
  )
  return rows[0]?.quiet === true
}
