import 'server-only'
import { ping } from '../../infra/db/ping'
import { shopDb } from '../../infra/db/shop'
import { redis } from '../../infra/redis/client'

type PartState = 'up' | 'down'

/**
 * The state of the parts a request may need. Without Postgres the shop cannot sell; without Redis it sells, with counts
 * that are late.
 */
export async function checkHealth(): Promise<{
  status: 'up' | 'degraded' | 'down'
  parts: Record<string, PartState>
}> {
  const [postgres, holds] = await Promise.all([stateOf(ping(shopDb())), stateOf(redis().ping())])
  const status = postgres === 'down' ? 'down' : holds === 'down' ? 'degraded' : 'up'
  return { status, parts: { postgres, redis: holds } }
}

const stateOf = (answer: PromiseLike<unknown>): Promise<PartState> =>
  Promise.resolve(answer).then(
    () => 'up',
    () => 'down',
  )
