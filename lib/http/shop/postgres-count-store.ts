import 'server-only'
import { shopDb, ShopSql } from '../../infra/db/shop'
import { lookupHash } from '../../infra/crypto/seal'
import type { Counted } from '../count-here'

/**
 * Counts one request in Postgres, for all instances together: in one conditional statement, by minutes that begin with the
 * first request. A refused request is not counted.
 */
export async function countInPostgres(key: string, limit: number): Promise<Counted> {
  const hash = Buffer.from(lookupHash(`limit ${key}`)).toString('base64url')
  const counted = await shopDb().$queryRaw<{ endsAt: Date }[]>(ShopSql.sql`
    INSERT INTO "LimitCount" AS known ("key", "count", "endsAt")
    VALUES (${hash}, 1, now() + interval '1 minute')
    ON CONFLICT ("key") DO UPDATE SET
      "count" = CASE WHEN known."endsAt" <= now() THEN 1 ELSE known."count" + 1 END,
      "endsAt" = CASE WHEN known."endsAt" <= now() THEN excluded."endsAt" ELSE known."endsAt" END
    WHERE known."endsAt" <= now() OR known."count" < ${limit}
    RETURNING "endsAt"`)
  const [row] = counted
  return { success: row !== undefined, reset: row?.endsAt.getTime() ?? Date.now() + 60_000 }
}

/** Deletes counts of minutes that are over. */
export async function forgetCounts(): Promise<void> {
  await shopDb().limitCount.deleteMany({ where: { endsAt: { lt: new Date(Date.now() - 3_600_000) } } })
}
