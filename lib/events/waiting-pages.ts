import 'server-only'
import { z } from 'zod'
import { shopDb } from '../infra/db/shop'

/** How many changes have pages that are not fresh yet, whoever works on them. */
export async function countWaiting(): Promise<number> {
  const rows = await shopDb().$queryRaw`
    SELECT count(*)::int AS waiting FROM "StalePages" WHERE "doneAt" IS NULL`
  return z.tuple([z.object({ waiting: z.int() })]).parse(rows)[0].waiting
}

/** Whether the pages of this change are fresh. */
export async function areFresh(id: string): Promise<boolean> {
  const rows = await shopDb().$queryRaw<unknown[]>`
    SELECT 1 FROM "StalePages" WHERE id = ${id}::uuid AND "doneAt" IS NOT NULL`
  return rows.length > 0
}
