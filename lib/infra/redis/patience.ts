import 'server-only'

const TICK_MS = 25
/** What one tick counts at most: where more has passed, this process could not have heard an answer meanwhile. */
const MOST_PER_TICK_MS = 2 * TICK_MS

interface Wait {
  endsAt: number
  controller: AbortController
}

let waiting: Wait[] = []
let lived = 0
let tickedAt = 0
let ticker: ReturnType<typeof setInterval> | undefined

/**
 * A signal that aborts once this process has been able to listen for `ms`. Time in which its event loop stood still
 * does not count: an answer that has come meanwhile is read before anyone gives up on it. (With a plain timeout a starved
 * process takes a Redis that is well for one that is away.)
 */
export function patience(ms: number): AbortSignal {
  const controller = new AbortController()
  if (!ticker) {
    tickedAt = performance.now()
    ticker = setInterval(tick, TICK_MS)
    ticker.unref()
  }
  // All wait equally long, so the list is in the order of its ends. A tick that is under way is not this wait's.
  waiting.push({ endsAt: lived + Math.min(performance.now() - tickedAt, MOST_PER_TICK_MS) + ms, controller })
  return controller.signal
}

function tick(): void {
  const now = performance.now()
  lived += Math.min(now - tickedAt, MOST_PER_TICK_MS)
  tickedAt = now
  const over = waiting.filter(({ endsAt }) => endsAt <= lived)
  waiting = waiting.filter(({ endsAt }) => endsAt > lived)
  for (const { controller } of over) controller.abort(new DOMException('no answer in time', 'TimeoutError'))
  if (waiting.length > 0) return
  clearInterval(ticker)
  ticker = undefined
}
