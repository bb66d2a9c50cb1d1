import 'server-only'
import { Ratelimit } from '@upstash/ratelimit'
import { limitConfig } from '../../config/environment'
import { keys } from '../../infra/redis/keys'
import { redis, withRedis } from '../../infra/redis/client'
import { type Counted, countHere } from '../count-here'
import { countInPostgres } from './postgres-count-store'
import { type LimitName, perMinute } from '../limits'
import { refuseOverLimit } from '../over-limit'

/**
 * The first half of these each process counts by itself, the rest all together: a question to Redis would cost as much as
 * the answer, and nearly everybody stays below. One process keeps the limit exactly, several let half of it more past each.
 */
const HALF_IN_PROCESS: ReadonlySet<LimitName> = new Set([
  ...(['availability', 'suggest', 'search', 'reads-per-cart', 'reads-per-address'] as const),
  ...(['cart-writes-per-cart', 'cart-writes-per-address', 'studio-reads'] as const),
])
/** Money: counted for all instances together even while Redis can't be asked. */
const IN_POSTGRES_INSTEAD: ReadonlySet<LimitName> = new Set(['pay-per-cart', 'pay-per-address'])

const limiters = new Map<LimitName, Ratelimit>()

function limiter(name: LimitName, limit: number): Ratelimit {
  const known = limiters.get(name)
  if (known) return known
  const made = new Ratelimit({
    redis: redis(),
    limiter: Ratelimit.slidingWindow(limit, '1 m'),
    prefix: keys.rateLimit(name),
    // This process counts, too, and asks for nobody who is past a limit here.
    ephemeralCache: false,
    // The client gives up in time by itself, and a process that starves must not let everyone in.
    timeout: 0,
  })
  limiters.set(name, made)
  return made
}

/**
 * Counts one request of `who` against a limit, in Redis for all instances together. While Redis is slow or away the count
 * of this process holds, and for payments one in Postgres: a limit is never open.
 * @throws AppError `too_many_requests` with `retryAfter` in seconds
 */
export async function enforceLimit(name: LimitName, who: string): Promise<void> {
  const limit = perMinute(name, limitConfig().RATE_LIMIT_FACTOR)
  const key = `${name} ${who}`
  const here = countHere(key, limit)
  if (!here.success) refuseOverLimit(name, here)
  const alone = HALF_IN_PROCESS.has(name) ? Math.floor(limit / 2) : 0
  if (here.used <= alone) return
  const counted = await withRedis<Counted, Promise<Counted>>(
    () => limiter(name, limit - alone).limit(who),
    async () => (IN_POSTGRES_INSTEAD.has(name) ? countInPostgres(key, limit).catch(() => here) : here),
  )
  if (!counted.success) refuseOverLimit(name, counted)
}

/**
 * Counts one request against several limits, in one question to Redis; a limit for someone who is not known is not counted.
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
