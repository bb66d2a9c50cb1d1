import 'server-only'
import { Ratelimit } from '@upstash/ratelimit'
import { serverConfig } from '../config/server'
import { BoundedMap } from '../core/bounded-map'
import { AppError } from '../core/errors'
import { keys } from '../infra/redis/keys'
import { askAlong, redis, withRedis } from '../infra/redis/client'

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

/** What this process heard last of someone in the window that runs, and what it has let through since. */
interface Standing {
  remaining: number
  endsAt: number
  uncounted: number
}

const limiters = new Map<LimitName, Ratelimit>()
const standings = new BoundedMap<Standing>(10_000)

const perMinute = (name: LimitName): number =>
  Math.max(1, Math.round(LIMITS[name] * serverConfig().RATE_LIMIT_FACTOR))

function limiter(name: LimitName): Ratelimit {
  const known = limiters.get(name)
  if (known) return known
  const made = new Ratelimit({
    redis: redis(),
    limiter: Ratelimit.slidingWindow(perMinute(name), '1 m'),
    prefix: keys.rateLimit(name),
    // The client gives up in time by itself, and a process that starves must not let everyone in.
    timeout: 0,
  })
  limiters.set(name, made)
  return made
}

/**
 * Counts one request of `who` against a limit. While more than half of it is left, as this process last heard, the request
 * is let through at once and counted along with the next question to Redis; what is counted late is part of the next
 * answer, so one process lets nobody past the limit, and several at once by half of it each at most. Fails open when
 * Redis is away: a limit protects the shop, it must not close it.
 * @throws AppError `too_many_requests` with `retryAfter` in seconds
 */
export async function enforceLimit(name: LimitName, who: string): Promise<void> {
  const standing = standings.get(keyOf(name, who))
  if (standing && hasPlenty(standing, perMinute(name))) {
    standing.uncounted += 1
    void askAlong(() => count(name, who)).then(() => (standing.uncounted -= 1))
    return
  }
  const answer = await withRedis(
    () => count(name, who),
    () => undefined,
  )
  if (!answer || answer.success) return
  const retryAfter = Math.max(1, Math.ceil((answer.reset - Date.now()) / 1000))
  throw new AppError('too_many_requests', `Please wait ${retryAfter} seconds and try again.`, { retryAfter })
}

const hasPlenty = ({ remaining, endsAt, uncounted }: Standing, limit: number): boolean =>
  Date.now() < endsAt && remaining - uncounted > limit / 2

async function count(name: LimitName, who: string) {
  const answer = await limiter(name).limit(who)
  const { remaining, reset: endsAt } = answer
  const standing = standings.get(keyOf(name, who))
  if (!standing) standings.set(keyOf(name, who), { remaining, endsAt, uncounted: 0 })
  // Answers may overtake each other: within a window the lowest is the newest.
  else if (endsAt === standing.endsAt) standing.remaining = Math.min(standing.remaining, remaining)
  else if (endsAt > standing.endsAt) Object.assign(standing, { remaining, endsAt })
  return answer
}

const keyOf = (name: LimitName, who: string): string => `${name} ${who}`

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
