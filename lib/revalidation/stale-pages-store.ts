import 'server-only'
import { z } from 'zod'
import { newId } from '../core/ids'
import { shopDb, type ShopTx } from '../infra/db/shop'
import { StalePage, type StalePages } from './schema'

const Claimed = z.array(
  z.object({
    id: z.uuid(),
    tags: z.array(z.string()),
    pages: z.array(StalePage),
    reason: z.string(),
    attempts: z.int(),
    createdAt: z.date(),
  }),
)
export type ClaimedStalePages = z.infer<typeof Claimed>[number]

export const stalePages = {
  /**
   * Writes a row in the caller's transaction: its pages are revalidated if, and only if, the change that made them stale
   * commits. The caller holds its subject's lock, so that a later row is also the newer one.
   * @returns the row's id
   */
  async append(tx: ShopTx, { tags, pages, reason }: StalePages): Promise<string> {
    const id = newId()
    await tx.$executeRaw`
      INSERT INTO "StalePages" (id, tags, pages, reason, "createdAt")
      VALUES (${id}::uuid, ${[...new Set(tags)]}, ${JSON.stringify(pages)}::jsonb, ${reason}, clock_timestamp())`
    return id
  },

  /**
   * Takes rows for this worker alone: those that nobody has taken, and those that a worker took and did not finish, 30
   * seconds later and each time 30 seconds more, up to 10 minutes. The claim is a statement of its own before the work, so a
   * killed worker delays its rows and loses none. With ids: only those of them that are due.
   *
   * A page that a newer row names for the same subject is left out: the newer row makes it current, and what the older row
   * wants of it may never come true.
   */
  async claim({
    ids,
    limit,
  }: {
    ids?: readonly string[] | undefined
    limit: number
  }): Promise<ClaimedStalePages[]> {
    const only = ids ? [...ids] : null
    const rows = await shopDb().$queryRaw`
      WITH due AS (
        SELECT id FROM "StalePages"
        WHERE "doneAt" IS NULL AND (${only}::uuid[] IS NULL OR id = ANY(${only}::uuid[]))
          AND ("claimedAt" IS NULL OR "claimedAt" < now() - interval '30 seconds' * least(attempts, 20))
        ORDER BY "createdAt" LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      UPDATE "StalePages" s SET "claimedAt" = now(), attempts = s.attempts + 1
      FROM due WHERE s.id = due.id
      RETURNING s.id, s.tags, s.reason, s.attempts, s."createdAt", (
        SELECT coalesce(jsonb_agg(page.value ORDER BY page.ordinality), '[]')
        FROM jsonb_array_elements(s.pages) WITH ORDINALITY AS page
        WHERE NOT EXISTS (
          SELECT FROM "StalePages" newer, jsonb_array_elements(newer.pages) AS other
          WHERE (newer."createdAt", newer.id) > (s."createdAt", s.id) AND other.value ->> 'path' = page.value ->> 'path'
            AND other.value ->> 'subject' IS NOT DISTINCT FROM page.value ->> 'subject')
      ) AS pages`
    return Claimed.parse(rows)
  },

  /** The row's pages are current: nobody claims it again. Again, or for an unknown id: nothing. */
  async finish(id: string): Promise<void> {
    await shopDb().$executeRaw`
      UPDATE "StalePages" SET "doneAt" = now() WHERE id = ${id}::uuid AND "doneAt" IS NULL`
  },

  /** Gives claimed rows back: anyone may take them at once. */
  async release(ids: readonly string[]): Promise<void> {
    await shopDb().$executeRaw`
      UPDATE "StalePages" SET "claimedAt" = NULL WHERE id = ANY(${[...ids]}::uuid[]) AND "doneAt" IS NULL`
  },

  async isDone(id: string): Promise<boolean> {
    const rows = await shopDb().$queryRaw<unknown[]>`
      SELECT 1 FROM "StalePages" WHERE id = ${id}::uuid AND "doneAt" IS NOT NULL`
    return rows.length > 0
  },

  /** How many rows are not done, whether or not a worker has claimed them. */
  async countWaiting(): Promise<number> {
    const rows = await shopDb().$queryRaw`
      SELECT count(*)::int AS waiting FROM "StalePages" WHERE "doneAt" IS NULL`
    return z.tuple([z.object({ waiting: z.int() })]).parse(rows)[0].waiting
  },
}
