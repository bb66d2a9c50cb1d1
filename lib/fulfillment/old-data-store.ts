import 'server-only'
import { RETENTION_DAYS } from '../config/retention'
import { fulfillmentDb } from '../infra/db/fulfillment'

/** Deletes old rows of each kind, at most `limit` of them. Each answers how many it deleted. */
export const oldData = {
  /** What was packed and sent stays, and in which parcel; to whom does not. */
  recipients: (limit: number) => fulfillmentDb().$executeRaw`
    UPDATE "Shipment" SET recipient = ${'{"name":"","line1":"","city":"","postalCode":"","country":""}'}::jsonb
    WHERE ("customerId", id) IN (
      SELECT "customerId", id FROM "Shipment"
      WHERE status IN ('SHIPPED', 'CANCELED') AND NOT "needsReturn" AND recipient ->> 'line1' <> ''
        AND "updatedAt" < now() - make_interval(days => ${RETENTION_DAYS.shipment}::int)
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,

  /** A letter holds a whole message. One that is still open is kept until somebody has handled it. */
  letters: (limit: number) => fulfillmentDb().$executeRaw`
    DELETE FROM "DeadLetter" WHERE id IN (
      SELECT id FROM "DeadLetter"
      WHERE "replayedAt" < now() - make_interval(days => ${RETENTION_DAYS.handledLetter}::int)
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,

  inbox: (limit: number) => fulfillmentDb().$executeRaw`
    DELETE FROM "InboxEvent" WHERE ("customerId", "eventId") IN (
      SELECT "customerId", "eventId" FROM "InboxEvent"
      WHERE "receivedAt" < now() - make_interval(days => ${RETENTION_DAYS.inbox}::int)
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,

  /** News of shipments that the shop has taken in: it keeps them with its order. */
  events: (limit: number) => fulfillmentDb().$executeRaw`
    DELETE FROM "OutboxEvent" WHERE ("customerId", id) IN (
      SELECT "customerId", id FROM "OutboxEvent"
      WHERE "acknowledgedAt" < now() - make_interval(days => ${RETENTION_DAYS.eventPayload}::int)
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,

  staffNames: (limit: number) => fulfillmentDb().$executeRaw`
    UPDATE "AuditEntry" SET "actorName" = '' WHERE id IN (
      SELECT id FROM "AuditEntry"
      WHERE "actorName" <> '' AND "createdAt" < now() - make_interval(days => ${RETENTION_DAYS.staffName}::int)
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,

  endedSessions: (limit: number) => fulfillmentDb().$executeRaw`
    DELETE FROM "EndedSession" WHERE id IN (
      SELECT id FROM "EndedSession"
      WHERE "endedAt" < now() - make_interval(days => ${RETENTION_DAYS.endedSession}::int)
      LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)`,
} as const
