import { redis } from '@/lib/infra/redis/client'

const KEY = 'driven-clock'

/** For `startLocalUpstash`: scripts read the time that the test has set instead of the engine's own. */
export const readDrivenClock = (script: string): string =>
  script.replaceAll("redis.call('TIME')", `redis.call('HMGET', '${KEY}', 's', 'us')`)

/** Sets the time that scripts read; ms since 1970. Emptying Redis takes it away: set it again then. */
export async function setDrivenClock(now: number): Promise<void> {
  await redis().hset(KEY, { s: Math.floor(now / 1_000), us: (now % 1_000) * 1_000 })
}
