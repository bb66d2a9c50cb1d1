import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ShopTx } from '../infra/db/shop'
import { afterAnswer } from '../infra/request/after-answer'
import { revalidate } from './revalidate'
import type { StalePages } from './schema'
import { stalePages } from './stale-pages-store'

/** Rows whose requests have their answer, until the next turn takes them all at once. */
const answered: string[] = []

/**
 * Records pages as stale in the caller's transaction, and revalidates them once the request that made them stale has its
 * answer: no handler has to remember it. What a killed process leaves undone, and what a process without a request records
 * (a script), the minute's job does.
 * @returns the row's id, for a caller that waits for its pages (`untilCurrent`)
 */
export async function invalidate(tx: ShopTx, stale: StalePages): Promise<string> {
  const id = await stalePages.append(tx, stale)
  afterAnswer(async () => {
    answered.push(id)
    await nextTurn()
    const ids = answered.splice(0)
    if (ids.length > 0) await revalidate({ ids })
  })
  return id
}
