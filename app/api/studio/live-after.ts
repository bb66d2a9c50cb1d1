import 'server-only'
import { after } from 'next/server'
import { countWaiting, refreshNoted, untilFresh } from '@/lib/events'
import type { PublishedPage } from '@/lib/publishing'
import type { Published } from '@/lib/publishing/schema'

/** Longer than a publish takes on a busy machine; what takes longer follows by itself. */
const PATIENCE_MS = 15_000

/**
 * What was published, once the public can see it: its pages are made anew before the answer, which says how long it took.
 * `liveAfterMs` is null when they are not all fresh by then.
 * @param startedAt of the click's request, by `performance.now()`
 */
export async function answerWhenLive(
  { page, revision, staleId }: PublishedPage,
  startedAt: number,
): Promise<Published> {
  after(refreshNoted)
  // Without pages of its own it changed nothing that anyone sees, or repeats a publish that may still be under way.
  const isLive = staleId
    ? await untilFresh({ id: staleId, withinMs: PATIENCE_MS })
    : (await countWaiting()) === 0
  return { page, revision, liveAfterMs: isLive ? Math.round(performance.now() - startedAt) : null }
}
