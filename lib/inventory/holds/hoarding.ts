import 'server-only'
import { log } from '../../infra/log/log'
import { logSecurity } from '../../infra/log/security'

const MINUTE_MS = 60_000
/** So many writes a minute that meet a share, in one process, are no accident: an address may write twice as often. */
const ALARMING = 60
/** An alarm that goes on is said again so often. */
const AGAIN_MS = 10 * MINUTE_MS

let minute = { startedAt: -Infinity, hits: 0 }
let alarmedAt = -Infinity

/** Logs that a caller wanted to hold more than a share, and an alert when it happens often. */
export function noteShareHit(sku: string, now = performance.now()): void {
  logSecurity('security.hoarding', { sku })
  if (now - minute.startedAt > MINUTE_MS) minute = { startedAt: now, hits: 0 }
  minute.hits += 1
  if (minute.hits < ALARMING || now - alarmedAt < AGAIN_MS) return
  alarmedAt = now
  // Nothing is lost yet: shoppers go first.
  log('warn', 'alert.hoarding', { sku, count: minute.hits })
}
