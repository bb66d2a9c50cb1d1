import { Redis } from '@upstash/redis'
import type { Environment } from '../../lib/config/branch-environment'
import { about, type Finding, reason, TIMEOUT_MS } from './finding'

const says = about('redis')
/** What the shop waits for a count (lib/infra/redis/client.ts). */
const PATIENCE_MS = 300

/** Redis keeps what it is given, and runs our scripts. */
export async function checkRedis(environment: Environment): Promise<Finding[]> {
  const {
    UPSTASH_REDIS_REST_URL: url,
    UPSTASH_REDIS_REST_TOKEN: token,
    REDIS_PREFIX: prefix = 'f51',
  } = environment
  if (!url || !token) return []
  const redis = new Redis({
    url,
    token,
    retry: false,
    automaticDeserialization: false,
    enableTelemetry: false,
    signal: () => AbortSignal.timeout(TIMEOUT_MS),
  })
  const key = `${prefix}:doctor`
  const word = crypto.randomUUID()
  try {
    await redis.set(key, word, { ex: 10 })
    const kept = await redis.get(key)
    const took = await quickest(() => redis.get(key))
    const read = await redis.eval<[], unknown>(`return redis.call('GET', KEYS[1])`, [key], [])
    await redis.del(key)
    if (kept !== word || read !== word) {
      return [
        says.fault(
          'does not give back what it was given',
          'UPSTASH_REDIS_REST_URL is not a Redis of its own; make a new database',
        ),
      ]
    }
    const answered = says.well(`keeps what it is given and runs scripts; answered in ${took} ms`)
    if (took < PATIENCE_MS) return [answered]
    return [
      says.warning(
        `answers in ${took} ms, and the shop waits ${PATIENCE_MS}`,
        'put the database into the region where the shop runs',
      ),
    ]
  } catch (error) {
    return [
      says.fault(
        `cannot be used: ${reason(error)}`,
        'check UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN (the REST ones, not the redis:// address, and not the read-only token)',
      ),
    ]
  }
}

/** The best of a few: the first pays for the connection, another may have met a busy moment. Milliseconds. */
async function quickest(ask: () => Promise<unknown>): Promise<number> {
  let best = Infinity
  for (let attempt = 1; attempt <= 3; attempt++) {
    const began = performance.now()
    await ask()
    best = Math.min(best, performance.now() - began)
  }
  return Math.round(best)
}
