import { setTimeout as sleep } from 'node:timers/promises'
import { jobRoute } from '@/lib/http/shop/machine'
import { repairRedirects, revalidate, stalePages } from '@/lib/revalidation'

/** Rows that a worker held when it died may be taken after 30 seconds: this run still takes them, not the next minute's. */
const PATIENCE_MS = 50_000
const PAUSE_MS = 1_000

export const maxDuration = 60

/** Revalidates what no request has: pages whose process died, and those that a script made stale. */
export const POST = jobRoute(async () => {
  const until = Date.now() + PATIENCE_MS
  let done = (await revalidate()).done.length
  await repairRedirects()
  let waiting = await stalePages.countWaiting()
  while (waiting > 0 && Date.now() < until) {
    await sleep(PAUSE_MS)
    done += (await revalidate()).done.length
    waiting = await stalePages.countWaiting()
  }
  return { done, waiting }
})
