import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Engine } from './engine'
import { upstashHandler } from './http'
import { createMemoryEngine } from './memory/engine'
import { connectRedis } from './redis-engine'
import { findRedisServer, startRedisServer } from './redis-process'

export interface LocalUpstashOptions {
  /** A free port unless given. */
  port?: number | undefined
  /** The bearer token to ask for; random unless given. */
  token?: string | undefined
  /** A Redis to stand on, instead of one started here. */
  redisUrl?: string | undefined
  /** Asks for one engine. Unless given: `redisUrl`, else a `redis-server` on PATH, else memory. */
  engine?: 'redis' | 'memory' | undefined
  /** Changes the text of scripts on their way to the engine: a test can have them read another clock than Redis' own. */
  rewriteScript?: ((script: string) => string) | undefined
}

export interface LocalUpstash {
  url: string
  token: string
  engine: 'redis' | 'memory'
  close(): Promise<void>
}

/**
 * Starts a stand-in for Upstash Redis on 127.0.0.1 that speaks its REST protocol.
 *
 * Nothing is persisted: closing it loses all keys, except those in a Redis given by `redisUrl`.
 * Throws when the engine asked for cannot be had or the port is taken.
 */
export async function startLocalUpstash(options: LocalUpstashOptions = {}): Promise<LocalUpstash> {
  const engine = await startEngine(options)
  const token = options.token ?? randomBytes(24).toString('base64url')
  const server = createServer(upstashHandler(engine, token, options.rewriteScript))
  try {
    server.listen(options.port ?? 0, '127.0.0.1')
    await once(server, 'listening')
  } catch (error) {
    await engine.close()
    throw error
  }
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    engine: engine.kind,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      await engine.close()
    },
  }
}

async function startEngine({ engine, redisUrl }: LocalUpstashOptions): Promise<Engine> {
  if (engine === 'memory') return createMemoryEngine()
  if (redisUrl) return connectRedis({ url: redisUrl })
  const executable = await findRedisServer(process.env.PATH ?? '')
  if (!executable) {
    if (engine === 'redis') throw new Error('no redis-server on PATH')
    return createMemoryEngine()
  }
  const server = await startRedisServer(executable)
  try {
    const redis = await connectRedis({ socket: server.socket })
    return {
      ...redis,
      async close() {
        await redis.close()
        await server.close()
      },
    }
  } catch (error) {
    await server.close()
    throw error
  }
}
