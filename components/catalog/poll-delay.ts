const LONGEST_MS = 30_000
const JITTER = 0.15

/**
 * How long to wait before asking again: the wished time and up to 15 % more, so that viewers don't ask in step; doubled
 * with each failure, up to 30 s; never sooner than the shop has asked for. Nor sooner than wished: a shared cache that
 * counts whole seconds would answer with the copy of one's own last question.
 */
export function pollDelay(options: {
  everyMs: number
  failures: number
  retryAfterMs?: number | undefined
  /** 0 to 1 */
  random?: number
}): number {
  const { everyMs, failures, retryAfterMs = 0, random = Math.random() } = options
  const backedOff = Math.min(everyMs * 2 ** Math.min(failures, 10), Math.max(LONGEST_MS, everyMs))
  return Math.round(Math.max(backedOff, retryAfterMs) * (1 + JITTER * random))
}
