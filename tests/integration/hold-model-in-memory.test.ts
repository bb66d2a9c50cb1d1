import { afterAll, expect, test } from 'vitest'
import { startLocalUpstash } from '@/local/upstash'
import { readDrivenClock } from '../support/driven-clock'
import { checkHoldModel } from '../support/hold-model/run'

const server = await startLocalUpstash({ engine: 'memory', rewriteScript: readDrivenClock })
Object.assign(process.env, {
  UPSTASH_REDIS_REST_URL: server.url,
  UPSTASH_REDIS_REST_TOKEN: server.token,
  // Shares as they are in production.
  RATE_LIMIT_FACTOR: '1',
})
afterAll(() => server.close())

test('whatever happens to holds, in memory they are what a plain reference says', async () => {
  const { commands } = await checkHoldModel({ runs: 30, seed: 51 })
  expect(commands).toBeGreaterThan(200)
}, 120_000)
