import 'server-only'
import { z } from 'zod'
import type { EventPayload } from './contract'

/**
 * The outbox of either application: both databases have the same table, and a client of either runs these statements.
 */
export interface OutboxDb {
  $queryRaw<Rows = unknown>(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<Rows>
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<number>
}

export interface OutgoingEvent {
  id: string
  customerId: string
  payload: EventPayload
}

/** Writes an event in the caller's transaction: it is sent if, and only if, what it tells of is committed. */
export async function appendEvent(tx: OutboxDb, { id, customerId, payload }: OutgoingEvent): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "OutboxEvent" ("customerId", id, type, payload)
    VALUES (${customerId}::uuid, ${id}::uuid, ${payload.type}, ${JSON.stringify(payload)}::jsonb)`
}

/** Records an event of the other application, in the transaction of its effect. @returns false when it was taken in before */
export async function recordInbox(
  tx: OutboxDb,
  event: { customerId: string; eventId: string; type: string },
): Promise<boolean> {
  const { customerId, eventId, type } = event
  const count = await tx.$executeRaw`
    INSERT INTO "InboxEvent" ("customerId", "eventId", type) VALUES (${customerId}::uuid, ${eventId}::uuid, ${type})
    ON CONFLICT DO NOTHING`
  return count === 1
}

const Claimed = z.array(
  z.object({ id: z.uuid(), customerId: z.uuid(), publishCount: z.int(), payload: z.unknown() }),
)
export type ClaimedEvent = z.infer<typeof Claimed>[number]

/**
 * Takes events that nobody has taken, or whose acknowledgement is 5 minutes late, for this relay alone. They are marked
 * before they are published, in a statement of their own: a relay killed in between delays them, and loses none.
 */
export async function claimEvents(db: OutboxDb, limit: number): Promise<ClaimedEvent[]> {
  const rows = await db.$queryRaw`
    WITH due AS (
      SELECT "customerId", id FROM "OutboxEvent"
      WHERE "acknowledgedAt" IS NULL AND ("publishedAt" IS NULL OR "publishedAt" < now() - interval '5 minutes')
      ORDER BY "createdAt" LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE "OutboxEvent" e SET "publishedAt" = now(), "publishCount" = e."publishCount" + 1
    FROM due WHERE e."customerId" = due."customerId" AND e.id = due.id
    RETURNING e.id, e."customerId", e."publishCount", e.payload`
  return Claimed.parse(rows)
}

/** Gives an event back that the bus did not take, for the next relay. */
export async function returnEvent(
  db: OutboxDb,
  { customerId, id }: { customerId: string; id: string },
): Promise<void> {
  await db.$executeRaw`
    UPDATE "OutboxEvent" SET "publishedAt" = NULL
    WHERE "customerId" = ${customerId}::uuid AND id = ${id}::uuid AND "acknowledgedAt" IS NULL`
}

/** The consumer has it: never sent again. Again, or for an unknown event: nothing. */
export async function acknowledgeEvent(
  db: OutboxDb,
  { customerId, eventId }: { customerId: string; eventId: string },
): Promise<void> {
  await db.$executeRaw`
    UPDATE "OutboxEvent" SET "acknowledgedAt" = now()
    WHERE "customerId" = ${customerId}::uuid AND id = ${eventId}::uuid AND "acknowledgedAt" IS NULL`
}
