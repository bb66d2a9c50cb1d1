import 'server-only'
import { BoundedMap } from '../core/bounded-map'
import { log } from '../infra/log/log'

const MINUTE_MS = 60_000
/** So many writes a minute that meet a share, in one process, are no accident. */
const ALARMING = 60
/** An alarm that goes on is said again so often. */
const AGAIN_MS = 10 * MINUTE_MS

const saidAt = new BoundedMap<number>(1_000)
let minute = { startedAt: -Infinity, hits: 0 }
let alarmedAt = -Infinity

/** Logs that a caller wanted to hold more than a share: a line a minute for each SKU, and an alert when it happens often. */
export function noteShareHit(sku: string, now = performance.now()): void {
  if (now - minute.startedAt > MINUTE_MS) minute = { startedAt: now, hits: 0 }
  minute.hits += 1
  if (now - (saidAt.get(sku) ?? -Infinity) > MINUTE_MS) {
    saidAt.set(sku, now)
    log('warn', 'security.hoarding', { sku, count: minute.hits })
  }
  if (minute.hits < ALARMING || now - alarmedAt < AGAIN_MS) return
  alarmedAt = now
  log('warn', 'alert.hoarding', { sku, count: minute.hits })
}
