import 'server-only'
import { z } from 'zod'

/**
 * Sessions that were ended before their time, as either application keeps them: both databases have the same table, and a
 * client of either runs these statements.
 */
export interface SessionDb {
  $queryRaw<Rows = unknown>(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<Rows>
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<number>
}

/** What tells sessions apart. `signedInAt`: Unix ms, by the database's clock. */
export interface SessionMark {
  id: string
  accountId: string
  signedInAt: number
}

const Found = z.tuple([z.object({ found: z.boolean() })])
const Now = z.tuple([z.object({ now: z.date() })])

/** Whether a session was ended, by itself or with all of its account's. One read by primary key. */
export async function hasEnded(db: SessionDb, { id, accountId, signedInAt }: SessionMark): Promise<boolean> {
  const rows: unknown = await db.$queryRaw`
    SELECT EXISTS (SELECT FROM "EndedSession" WHERE id IN (${id}::uuid, ${accountId}::uuid)
      AND (id = ${id}::uuid OR "endedAt" >= ${new Date(signedInAt)})) AS found`
  return Found.parse(rows)[0].found
}

/**
 * Ends a session by its id, or all of an account's, by the account's id, that began until `endedAt`. Again, or late: as well.
 * @returns when: now, by the database's clock, unless it was given
 */
export async function recordEnd(db: SessionDb, id: string, endedAt?: Date): Promise<Date> {
  const at = endedAt ?? (await databaseNow(db))
  await db.$executeRaw`
    INSERT INTO "EndedSession" AS e (id, "endedAt") VALUES (${id}::uuid, ${at})
    ON CONFLICT (id) DO UPDATE SET "endedAt" = greatest(e."endedAt", excluded."endedAt")`
  return at
}

export async function databaseNow(db: SessionDb): Promise<Date> {
  return Now.parse(await db.$queryRaw`SELECT clock_timestamp() AS now`)[0].now
}
