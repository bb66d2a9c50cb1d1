import 'server-only'
import { z } from 'zod'
import { newId } from '../core/ids'
import { StalePage } from '../core/page-stamp'
import type { OutboxDb } from './outbox'

/** Cached pages that no longer say the truth: the tags to expire, and the pages to ask for until they are fresh. */
export interface StalePages {
  /** of cached data */
  tags: readonly string[]
  pages: readonly StalePage[]
  /** a fixed name, e.g. `product.published` */
  reason: string
}

/**
 * Writes them in the caller's transaction: they are made anew if, and only if, what made them stale is committed. The
 * caller holds its subject's lock, so that what is appended later is newer.
 * @returns the id to claim them by, at once, after the commit
 */
export async function appendStalePages(tx: OutboxDb, { tags, pages, reason }: StalePages): Promise<string> {
  const id = newId()
  await tx.$executeRaw`
    INSERT INTO "StalePages" (id, tags, pages, reason, "createdAt")
    VALUES (${id}::uuid, ${[...new Set(tags)]}, ${JSON.stringify(pages)}::jsonb, ${reason}, clock_timestamp())`
  return id
}

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

/**
 * Takes stale pages that nobody has taken for this worker alone, or those that a worker took and did not finish: 30
 * seconds later, and each time 30 seconds more, to 10 minutes. They are marked before the work, in a statement of their
 * own: a worker killed in between delays them, and loses none. With an id: those alone, when they are due.
 *
 * A page that newer stale pages name for the same subject is left out: it is theirs to make fresh, and what these want
 * of it may never come true any more.
 */
export async function claimStalePages(
  db: OutboxDb,
  options: { id: string } | { limit: number },
): Promise<ClaimedStalePages[]> {
  const only = 'id' in options ? options.id : null
  const limit = 'id' in options ? 1 : options.limit
  const rows = await db.$queryRaw`
    WITH due AS (
      SELECT id FROM "StalePages"
      WHERE "doneAt" IS NULL AND (${only}::uuid IS NULL OR id = ${only}::uuid)
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
}

/** They are all fresh: never claimed again. Again, or for an unknown id: nothing. */
export async function finishStalePages(db: OutboxDb, id: string): Promise<void> {
  await db.$executeRaw`
    UPDATE "StalePages" SET "doneAt" = now() WHERE id = ${id}::uuid AND "doneAt" IS NULL`
}
