import 'server-only'
import { z } from 'zod'
import { newId } from '../core/ids'
import { fulfillmentDb, type FulfillmentTx } from '../infra/db/fulfillment'
import type { DeadLetterView } from './schema'

export const deadLetters = {
  /** Keeps what failed: one row for an event, which is open again when it fails after it was replayed. */
  async park(letter: { key: string; messageId: string; body: string; error: string }): Promise<void> {
    const { key, messageId, body, error } = letter
    await fulfillmentDb().$executeRaw`
      INSERT INTO "DeadLetter" AS d (id, key, "messageId", body, error)
      VALUES (${newId()}::uuid, ${key}, ${messageId}, ${body}, ${error})
      ON CONFLICT (key) DO UPDATE SET "messageId" = excluded."messageId", body = excluded.body, error = excluded.error,
        "receivedAt" = now(), failures = d.failures + 1, "replayedAt" = NULL
      WHERE d."messageId" <> excluded."messageId"`
  },

  /** Takes what no alarm was raised for yet, for this caller alone. */
  async takeUnalerted(): Promise<{ messageId: string; error: string }[]> {
    const rows = await fulfillmentDb().$queryRaw`
      UPDATE "DeadLetter" SET "alertedAt" = now() WHERE "alertedAt" IS NULL RETURNING "messageId", error`
    return z.array(z.object({ messageId: z.string(), error: z.string() })).parse(rows)
  },

  async open(limit: number): Promise<DeadLetterView[]> {
    const rows = await fulfillmentDb().deadLetter.findMany({
      where: { replayedAt: null },
      orderBy: { receivedAt: 'asc' },
      take: limit,
    })
    return rows.map(({ id, error, body, failures, receivedAt }) => ({
      ...{ id, error, body, failures },
      receivedAt: receivedAt.toISOString(),
    }))
  },

  countOpen: (): Promise<number> => fulfillmentDb().deadLetter.count({ where: { replayedAt: null } }),

  async find(id: string): Promise<{ body: string; isOpen: boolean } | null> {
    const row = await fulfillmentDb().deadLetter.findUnique({ where: { id } })
    return row && { body: row.body, isOpen: row.replayedAt === null }
  },

  /** Done with by hand. */
  async replayed(tx: FulfillmentTx, id: string): Promise<void> {
    await tx.$executeRaw`
      UPDATE "DeadLetter" SET "replayedAt" = now() WHERE id = ${id}::uuid AND "replayedAt" IS NULL`
  },

  /** An event came through after all: the board no longer shows it. */
  async cameThrough(tx: FulfillmentTx, eventId: string): Promise<void> {
    await tx.$executeRaw`
      UPDATE "DeadLetter" SET "replayedAt" = now() WHERE key = ${eventId} AND "replayedAt" IS NULL`
  },
}
