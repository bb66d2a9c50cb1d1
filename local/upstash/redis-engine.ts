import { type ChainableCommander, Redis } from 'ioredis'
import { type Command, type Engine, RedisError, type Reply } from './engine'

/** An engine over a real Redis server, reached by URL or by the path of its unix socket. */
export async function connectRedis(address: { url: string } | { socket: string }): Promise<Engine> {
  const options = { lazyConnect: true, maxRetriesPerRequest: 20, retryStrategy: () => 50 }
  const redis =
    'url' in address ? new Redis(address.url, options) : new Redis({ path: address.socket, ...options })
  // Commands report a lost connection themselves; without a listener ioredis prints each failed attempt.
  redis.on('error', () => undefined)
  try {
    await redis.ping()
  } catch (error) {
    redis.disconnect()
    throw new Error(`no Redis at ${'url' in address ? address.url : address.socket}`, { cause: error })
  }
  return {
    kind: 'redis',
    pipeline: async (commands) => {
      const replies = await run(redis.pipeline(), commands)
      return replies instanceof RedisError ? commands.map(() => replies) : replies
    },
    transaction: (commands) => run(redis.multi(), commands),
    close: async () => redis.disconnect(),
  }
}

// In upper case ioredis knows no reply transformer for the name: HGETALL stays the array that Redis sent.
const wireName = ([name]: Command): string => name.toUpperCase()

/** All commands in one write. @returns a reply for each, or what became of them all */
async function run(batch: ChainableCommander, commands: readonly Command[]): Promise<Reply[] | RedisError> {
  for (const command of commands) batch.callBuffer(wireName(command), ...command.slice(1))
  try {
    const results = (await batch.exec()) ?? []
    return results.map(([error, result]) => (error ? toRedisError(error) : toReply(result)))
  } catch (error) {
    return toRedisError(error)
  }
}

function toReply(value: unknown): Reply {
  if (value === null || typeof value === 'number' || typeof value === 'string') return value
  if (Buffer.isBuffer(value)) return value
  if (Array.isArray(value)) return value.map(toReply)
  if (value instanceof Error) return toRedisError(value)
  return String(value)
}

const toRedisError = (error: unknown): RedisError =>
  new RedisError(error instanceof Error ? error.message : String(error))
