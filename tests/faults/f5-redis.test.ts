import { vi } from 'vitest'
import { startFaultyRedis } from '../support/faulty-redis'
import type { Later } from '../support/redis-hazards'
import { redisHazards } from '../support/redis-hazards.suite'

const later = vi.hoisted((): Later => [])
vi.mock('next/server', () => ({ after: (task: () => Promise<unknown>) => void later.push(task) }))

// F5: Redis paused, killed, slow for 10 s each, and emptied, during 200 checkouts each.
await redisHazards(await startFaultyRedis(), later, { checkouts: 200, outageMs: 10_000 })
