import 'server-only'

const TICK_MS = 25
/** What one tick counts at most: where more has passed, this process could not have heard an answer meanwhile. */
const MOST_PER_TICK_MS = 2 * TICK_MS

interface Wait {
  endsAt: number
  giveUp: () => void
}

const waiting = new Set<Wait>()
let lived = 0
let tickedAt = 0
let ticker: ReturnType<typeof setInterval> | undefined

/**
 * Calls `giveUp` once this process has been able to listen for `ms`, unless the function it returns was called before.
 * Time in which its event loop stood still does not count: an answer that has come meanwhile is read before anyone gives
 * up on it. (With a plain timeout a starved process takes a Redis that is well for one that is away.)
 */
export function patience(ms: number, giveUp: () => void): () => void {
  if (!ticker) {
    tickedAt = performance.now()
    ticker = setInterval(tick, TICK_MS)
    ticker.unref()
  }
  // A tick that is under way is not this wait's.
  const wait = { endsAt: lived + Math.min(performance.now() - tickedAt, MOST_PER_TICK_MS) + ms, giveUp }
  waiting.add(wait)
  return () => void waiting.delete(wait)
}

function tick(): void {
  const now = performance.now()
  lived += Math.min(now - tickedAt, MOST_PER_TICK_MS)
  tickedAt = now
  for (const wait of waiting) {
    if (wait.endsAt > lived) continue
    waiting.delete(wait)
    wait.giveUp()
  }
  if (waiting.size > 0) return
  clearInterval(ticker)
  ticker = undefined
}
