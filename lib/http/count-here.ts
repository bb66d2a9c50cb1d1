import 'server-only'
import { BoundedMap } from '../core/bounded-map'

const WINDOW_MS = 60_000
/** Callers that a process remembers; about 10 MB. */
const MOST_CALLERS = 50_000

/** Whether one more is within a limit, and when the window that runs ends (Unix ms). */
export interface Counted {
  success: boolean
  reset: number
}

interface Window {
  startsAt: number
  count: number
  before: number
}

const windows = new BoundedMap<Window>(MOST_CALLERS)

/**
 * Counts one request in this process alone, by a sliding minute as @upstash/ratelimit counts in Redis: what is left of the
 * minute before counts in proportion. A refused request is not counted.
 * @param key the limit and who is counted
 * @returns besides, how much of the limit is used here with this request
 */
export function countHere(key: string, limit: number, now = Date.now()): Counted & { used: number } {
  const startsAt = now - (now % WINDOW_MS)
  const known = windows.get(key)
  const window =
    known?.startsAt === startsAt ? known : { startsAt, count: 0, before: countBefore(known, startsAt) }
  const reset = startsAt + WINDOW_MS
  const used = Math.floor(window.before * (1 - (now - startsAt) / WINDOW_MS)) + window.count
  if (used >= limit) return { success: false, reset, used }
  window.count += 1
  windows.set(key, window)
  return { success: true, reset, used: used + 1 }
}

const countBefore = (window: Window | undefined, startsAt: number): number =>
  window?.startsAt === startsAt - WINDOW_MS ? window.count : 0
