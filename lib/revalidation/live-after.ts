import 'server-only'
import { untilCurrent } from './revalidate'
import { stalePages } from './stale-pages-store'

/** Longer than a publish takes on a busy machine. The minute's job does what takes longer. */
const PATIENCE_MS = 15_000

/**
 * Waits until the public sees a change, and says how long that took.
 * @param staleId the row of the pages that the change made stale; null: none, or an earlier request recorded them and may
 *   still be waiting for them
 * @param startedAt of the click's request, by `performance.now()`
 * @returns milliseconds; null when the pages are not all current within 15 seconds
 */
export async function liveAfter({
  staleId,
  startedAt,
}: {
  staleId: string | null
  startedAt: number
}): Promise<number | null> {
  const isLive = staleId
    ? await untilCurrent({ id: staleId, withinMs: PATIENCE_MS })
    : (await stalePages.countWaiting()) === 0
  return isLive ? Math.round(performance.now() - startedAt) : null
}
