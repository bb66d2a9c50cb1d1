import 'server-only'
import { AppError } from '../core/errors'
import { logSecurity } from '../infra/log/security'
import { limitConfig } from '../config/environment'
import { type Counted, countHere } from './count-here'
import { type LimitName, perMinute } from './limits'

/** @throws AppError `too_many_requests` with `retryAfter` in seconds, always */
export function refuseOverLimit(name: LimitName, { reset }: Counted): never {
  const retryAfter = Math.max(1, Math.ceil((reset - Date.now()) / 1000))
  logSecurity('security.limit_hit', { code: name })
  throw new AppError('too_many_requests', `Please wait ${retryAfter} seconds and try again.`, { retryAfter })
}

/**
 * Counts one request in this process alone: for the fulfillment application, which has no Redis, and for machines.
 * @throws AppError as `refuseOverLimit`
 */
export function enforceHere(name: LimitName, who: string | undefined): void {
  if (!who) return
  const counted = countHere(`${name} ${who}`, perMinute(name, limitConfig().RATE_LIMIT_FACTOR))
  if (!counted.success) refuseOverLimit(name, counted)
}
