import { afterAll, describe } from 'vitest'
import { startLocalUpstash } from '@/local/upstash'
import { holdsBehave } from './inventory-holds.suite'
import { stockIsFollowed } from './inventory-stock.suite'

// The engine of a machine without a redis-server; the other file runs on the real one where there is one.
const server = await startLocalUpstash({ engine: 'memory' })
Object.assign(process.env, {
  UPSTASH_REDIS_REST_URL: server.url,
  UPSTASH_REDIS_REST_TOKEN: server.token,
})

afterAll(() => server.close())

describe('holds in memory', () => holdsBehave(50))
describe('stock in memory', () => stockIsFollowed(50))
