import { afterAll, describe, expect, test } from 'vitest'
import { startLocalUpstash } from '@/local/upstash'
import { findRedisServer } from '@/local/upstash/redis-process'
import { readDrivenClock } from '../support/driven-clock'
import { checkHoldModel } from '../support/hold-model/run'

/** `HOLD_MODEL_ENGINE=memory` runs it in memory where there is a redis-server; another seed brings other sequences. */
const wished = process.env['HOLD_MODEL_ENGINE']
const hasRedis = (await findRedisServer(process.env['PATH'] ?? '')) !== undefined
const engine = wished === 'memory' || !hasRedis ? 'memory' : 'redis'
const seed = Number(process.env['HOLD_MODEL_SEED'] ?? Date.now() % 1_000_000)
const server = await startLocalUpstash({ engine, rewriteScript: readDrivenClock })
Object.assign(process.env, {
  UPSTASH_REDIS_REST_URL: server.url,
  UPSTASH_REDIS_REST_TOKEN: server.token,
  // Shares as they are in production.
  RATE_LIMIT_FACTOR: '1',
})
afterAll(() => server.close())

describe(`holds on ${engine}, seed ${seed}`, () => {
  test('2,000 sequences of commands come to what a plain reference says', async () => {
    const { commands } = await checkHoldModel({ runs: 2_000, seed })
    expect(commands).toBeGreaterThan(10_000)
  }, 1_200_000)
})
