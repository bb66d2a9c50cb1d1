import 'server-only'
import { log } from '../../infra/log/log'
import { logSecurity } from '../../infra/log/security'
import { stockCache } from './stock-cache'

const MINUTE_MS = 60_000
/** This many writes a minute that meet a share, in one process, are no accident: an address may write twice as often. */
const ALARMING = 60
/** An alert that goes on is logged again after this time. */
const AGAIN_MS = 10 * MINUTE_MS

/** Logs that a caller wanted to hold more than a share, and an alert when it happens often. */
export function noteShareHit(sku: string, now = performance.now()): void {
  logSecurity('security.hoarding', { sku })
  const hits = stockCache.shareHits
  if (now - hits.startedAt > MINUTE_MS) Object.assign(hits, { startedAt: now, count: 0 })
  hits.count += 1
  if (hits.count < ALARMING || now - hits.alertedAt < AGAIN_MS) return
  hits.alertedAt = now
  // Nothing is lost yet: shoppers go first.
  log('warn', 'alert.hoarding', { sku, count: hits.count })
}
