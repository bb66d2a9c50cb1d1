import { vi } from 'vitest'
import { startFaultyRedis } from '../support/faulty-redis'
import type { Later } from '../support/redis-hazards'
import { redisHazards } from '../support/redis-hazards.suite'

const later = vi.hoisted((): Later => [])
vi.mock('next/server', () => ({ after: (task: () => Promise<unknown>) => void later.push(task) }))

// The full form is tests/faults/f5-redis.test.ts.
await redisHazards(await startFaultyRedis(), later, { checkouts: 24, outageMs: 1_500 })
