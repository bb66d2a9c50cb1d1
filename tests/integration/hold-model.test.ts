import { afterAll, expect, test } from 'vitest'
import { startLocalUpstash } from '@/local/upstash'
import { findRedisServer } from '@/local/upstash/redis-process'
import { readDrivenClock } from '../support/driven-clock'
import { checkHoldModel } from '../support/hold-model/run'

const hasRedis = (await findRedisServer(process.env['PATH'] ?? '')) !== undefined
const server = await startLocalUpstash({
  engine: hasRedis ? 'redis' : 'memory',
  rewriteScript: readDrivenClock,
})
Object.assign(process.env, {
  UPSTASH_REDIS_REST_URL: server.url,
  UPSTASH_REDIS_REST_TOKEN: server.token,
  // Shares as they are in production.
  RATE_LIMIT_FACTOR: '1',
})
afterAll(() => server.close())

// The same seed as in memory: both engines agree with one reference, and so with each other.
test.skipIf(!hasRedis)(
  'whatever happens to holds, on redis-server (skipped where there is none) they are what a plain reference says',
  async () => {
    const { commands } = await checkHoldModel({ runs: 60, seed: 51 })
    expect(commands).toBeGreaterThan(400)
  },
  120_000,
)
