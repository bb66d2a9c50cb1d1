import 'server-only'
import { log, type LogFields } from './log'

/** What the log calls an event that may be an attack, or that an investigation asks for. */
export const SECURITY_EVENTS = [
  'security.signed_in',
  'security.signed_out',
  'security.role_refused',
  'security.foreign_origin',
  'security.limit_hit',
  'security.bad_signature',
  'security.hoarding',
  'security.card_testing',
] as const
export type SecurityEvent = (typeof SECURITY_EVENTS)[number]

/** What happens every day. */
const NEWS: ReadonlySet<SecurityEvent> = new Set(['security.signed_in', 'security.signed_out'])
/** So many of one event a minute ask for a person: docs/alerts. */
const ALERTS: Partial<Record<SecurityEvent, { alert: `alert.${string}`; perMinute: number }>> = {
  'security.limit_hit': { alert: 'alert.limit_flood', perMinute: 10_000 },
  'security.bad_signature': { alert: 'alert.bad_signatures', perMinute: 100 },
}
const WINDOW_MS = 60_000
/** Lines of one event that a process writes a minute: an attack must not fill the disk. */
const LINES_PER_MINUTE = 20

const seen = new Map<SecurityEvent, { startsAt: number; count: number; unwritten: number }>()

/**
 * Logs a security event, with identifiers, counts and codes as `log` takes them. Of a flood this process writes 20 lines a
 * minute; `count` in the next line says how many it stands for.
 */
export function logSecurity(event: SecurityEvent, fields: Omit<LogFields, 'count'> = {}): void {
  const now = Date.now()
  const last = seen.get(event)
  const window =
    last && now - last.startsAt < WINDOW_MS
      ? last
      : { startsAt: now, count: 0, unwritten: last?.unwritten ?? 0 }
  seen.set(event, window)
  window.count += 1
  const watched = ALERTS[event]
  if (watched?.perMinute === window.count) log('error', watched.alert, { count: window.count, ...fields })
  if (window.count > LINES_PER_MINUTE) window.unwritten += 1
  else {
    log(NEWS.has(event) ? 'info' : 'warn', event, {
      ...fields,
      ...(window.unwritten > 0 ? { count: window.unwritten + 1 } : {}),
    })
    window.unwritten = 0
  }
}
