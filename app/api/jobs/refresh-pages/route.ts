import { setTimeout as sleep } from 'node:timers/promises'
import { listMoved } from '@/lib/catalog'
import { countWaiting, mendRedirects, refreshStalePages } from '@/lib/events'
import { jobRoute } from '@/lib/http/machine'

/** What a worker had in hand when it died may be taken after 30 seconds: this run is there for it, not the next minute's. */
const PATIENCE_MS = 50_000
const PAUSE_MS = 1_000
/** Addresses that moved and are looked after. */
const MOST_MOVED = 500

export const maxDuration = 60

export const POST = jobRoute(async () => {
  const until = Date.now() + PATIENCE_MS
  let done = (await refreshStalePages()).done.length
  await mendRedirects(await listMoved({ limit: MOST_MOVED }))
  let waiting = await countWaiting()
  while (waiting > 0 && Date.now() < until) {
    await sleep(PAUSE_MS)
    done += (await refreshStalePages()).done.length
    waiting = await countWaiting()
  }
  return { done, waiting }
})
