import 'server-only'
import { RETENTION_DAYS } from '../config/retention'
import { shopDb } from '../infra/db/shop'

/**
 * One statement a kind of data, the one place where a statement forgets rows of several contexts. Each takes at most `limit`
 * rows, skips what somebody else works on, and answers how many it took; again, it goes on with what is left.
 */
export const oldData = {
  /** What the warehouse had to know is in its own database: of an acknowledged event only its ids stay. */
  eventPayloads: (limit: number) => shopDb().$executeRaw`
    UPDATE "OutboxEvent" e SET payload = jsonb_build_object('type', e.type)
      || jsonb_strip_nulls(jsonb_build_object('orderId', e.payload -> 'orderId', 'orderNumber', e.payload -> 'orderNumber'))
    WHERE (e."customerId", e.id) IN (
      SELECT "customerId", id FROM "OutboxEvent"
      WHERE type = 'order.paid.v1' AND payload ? 'email'
        AND "acknowledgedAt" < now() - make_interval(days => ${RETENTION_DAYS.eventPayload}::int)
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,

  /** Ends of sessions that were told. */
  sessionEvents: (limit: number) => shopDb().$executeRaw`
    DELETE FROM "OutboxEvent" WHERE ("customerId", id) IN (
      SELECT "customerId", id FROM "OutboxEvent"
      WHERE type = 'session.ended.v1'
        AND "acknowledgedAt" < now() - make_interval(days => ${RETENTION_DAYS.eventPayload}::int)
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,

  inbox: (limit: number) => shopDb().$executeRaw`
    DELETE FROM "InboxEvent" WHERE ("customerId", "eventId") IN (
      SELECT "customerId", "eventId" FROM "InboxEvent"
      WHERE "receivedAt" < now() - make_interval(days => ${RETENTION_DAYS.inbox}::int)
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,

  webhooks: (limit: number) => shopDb().$executeRaw`
    DELETE FROM "StripeEvent" WHERE ("customerId", "eventHash") IN (
      SELECT "customerId", "eventHash" FROM "StripeEvent"
      WHERE "receivedAt" < now() - make_interval(days => ${RETENTION_DAYS.inbox}::int)
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,

  /** Its lines go with it. An order keeps a copy of what was bought, and needs no cart. */
  carts: (limit: number) => shopDb().$executeRaw`
    DELETE FROM "Cart" WHERE ("customerId", id) IN (
      SELECT c."customerId", c.id FROM "Cart" c
      WHERE c.status <> 'ACTIVE' AND c."updatedAt" < now() - make_interval(days => ${RETENTION_DAYS.endedCart}::int)
        AND NOT EXISTS (SELECT FROM "Order" o WHERE o."customerId" = c."customerId" AND o."cartId" = c.id
          AND o.status IN ('PENDING', 'PAYING'))
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,

  abandonedCopies: (limit: number) => shopDb().$executeRaw`
    DELETE FROM "AbandonedCart" WHERE ("customerId", "cartId") IN (
      SELECT "customerId", "cartId" FROM "AbandonedCart"
      WHERE "abandonedAt" < now() - make_interval(days => ${RETENTION_DAYS.endedCart}::int)
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,

  /** With their browsers' secrets. Nobody who ordered, signed in or has a cart. */
  guests: (limit: number) => shopDb().$executeRaw`
    DELETE FROM "Customer" WHERE "customerId" IN (
      SELECT c."customerId" FROM "Customer" c
      WHERE c."createdAt" < now() - make_interval(days => ${RETENTION_DAYS.guest}::int)
        AND NOT EXISTS (SELECT FROM "Order" o WHERE o."customerId" = c."customerId")
        AND NOT EXISTS (SELECT FROM "AccountLink" l WHERE l."customerId" = c."customerId")
        AND NOT EXISTS (SELECT FROM "Cart" k WHERE k."customerId" = c."customerId")
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,

  /** What was bought, paid and sent back stays: money must add up. Nobody's email and nobody's address stay with it. */
  orders: (limit: number) => shopDb().$executeRaw`
    UPDATE "Order" SET email = '', "personalErasedAt" = now(), "shippingAddress" = jsonb_build_object('name', '–',
      'line1', '–', 'city', '–', 'postalCode', '–', 'country', "shippingAddress" -> 'country')
    WHERE ("customerId", id) IN (
      SELECT "customerId", id FROM "Order"
      WHERE "personalErasedAt" IS NULL AND (
        (status = 'CANCELED' AND "createdAt" < now() - make_interval(days => ${RETENTION_DAYS.unpaidOrder}::int))
        OR (status = 'PAID' AND "paidAt" < now() - make_interval(days => ${RETENTION_DAYS.paidOrder}::int)))
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,

  cardTries: (limit: number) => shopDb().$executeRaw`
    DELETE FROM "CardTry" WHERE "key" IN (
      SELECT "key" FROM "CardTry" WHERE "lastAt" < now() - make_interval(days => ${RETENTION_DAYS.cardTry}::int)
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,

  endedSessions: (limit: number) => shopDb().$executeRaw`
    DELETE FROM "EndedSession" WHERE id IN (
      SELECT id FROM "EndedSession"
      WHERE "endedAt" < now() - make_interval(days => ${RETENTION_DAYS.endedSession}::int)
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,
} as const
