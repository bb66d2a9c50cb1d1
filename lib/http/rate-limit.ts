import 'server-only'
import { Ratelimit } from '@upstash/ratelimit'
import { serverConfig } from '../config/server'
import { AppError } from '../core/errors'
import { keys } from '../infra/redis/keys'
import { redis, withRedis } from '../infra/redis/client'

/** Requests a minute, by the name of the limit. Multiplied by RATE_LIMIT_FACTOR. */
export const LIMITS = {
  availability: 60,
  'cart-writes-per-cart': 60,
  'cart-writes-per-address': 120,
  'pay-per-cart': 5,
  'pay-per-address': 10,
  reads: 120,
  search: 60,
  'sign-in': 10,
  'studio-writes': 60,
  // one for each pause in typing; a shared cache answers what others have typed
  suggest: 240,
} as const
export type LimitName = keyof typeof LIMITS

const limiters = new Map<LimitName, Ratelimit>()

function limiter(name: LimitName): Ratelimit {
  const known = limiters.get(name)
  if (known) return known
  const perMinute = Math.max(1, Math.round(LIMITS[name] * serverConfig().RATE_LIMIT_FACTOR))
  const made = new Ratelimit({
    redis: redis(),
    limiter: Ratelimit.slidingWindow(perMinute, '1 m'),
    prefix: keys.rateLimit(name),
    // The client gives up in time by itself, and a process that starves must not let everyone in.
    timeout: 0,
  })
  limiters.set(name, made)
  return made
}

/**
 * Counts one request of `who` against a limit. Fails open when Redis is away: a limit protects the shop, it must not
 * close it.
 * @throws AppError `too_many_requests` with `retryAfter` in seconds
 */
export async function enforceLimit(name: LimitName, who: string): Promise<void> {
  const answer = await withRedis(
    () => limiter(name).limit(who),
    () => undefined,
  )
  if (!answer || answer.success) return
  const retryAfter = Math.max(1, Math.ceil((answer.reset - Date.now()) / 1000))
  throw new AppError('too_many_requests', `Please wait ${retryAfter} seconds and try again.`, { retryAfter })
}

/**
 * Counts one request against several limits in one question to Redis; a limit for someone who is not known is not counted.
 * @throws AppError as `enforceLimit`
 */
export async function enforceLimits<Per extends string>(
  limits: readonly { name: LimitName; per: Per }[],
  who: Readonly<Partial<Record<Per, string | null | undefined>>>,
): Promise<void> {
  await Promise.all(
    limits.map(async ({ name, per }) => {
      const counted = who[per]
      if (counted) await enforceLimit(name, counted)
    }),
  )
}
