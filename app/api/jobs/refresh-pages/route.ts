import { setTimeout as sleep } from 'node:timers/promises'
import { countWaiting, refreshStalePages } from '@/lib/events'
import { jobRoute } from '@/lib/http/machine'

/** What a worker had in hand when it died may be taken after 30 seconds: this run is there for it, not the next minute's. */
const PATIENCE_MS = 35_000
const PAUSE_MS = 1_000

export const maxDuration = 60

export const POST = jobRoute(async () => {
  const until = Date.now() + PATIENCE_MS
  let done = 0
  for (;;) {
    done += (await refreshStalePages()).done.length
    const waiting = await countWaiting()
    if (waiting === 0 || Date.now() > until) return { done, waiting }
    await sleep(PAUSE_MS)
  }
})
