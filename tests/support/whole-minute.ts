import { setTimeout as sleep } from 'node:timers/promises'

const MINUTE_MS = 60_000
/** Longer than any test of a limit takes. */
const NEEDED_MS = 8_000

/** Limits are counted by the clock's minutes: when this one is nearly over, waits for the next. */
export async function wholeMinute(): Promise<void> {
  const left = MINUTE_MS - (Date.now() % MINUTE_MS)
  if (left < NEEDED_MS) await sleep(left)
}
