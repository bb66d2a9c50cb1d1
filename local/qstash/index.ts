import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { Bus } from './bus'
import { deliver } from './delivery'
import { type Route, routeHandler } from './http'
import { localRoutes, qstashRoutes } from './routes'
import { Schedules } from './schedules'

export interface LocalQStashOptions {
  /** A free port unless given. */
  port?: number | undefined
  /** The bearer token to ask for; random unless given, as are the signing keys. */
  token?: string | undefined
  currentSigningKey?: string | undefined
  nextSigningKey?: string | undefined
  /** How long to wait before retry 1, 2, …: 0.5 s, 2 s, 5 s, 10 s … unless given. */
  retryDelayMs?: ((attempt: number) => number) | undefined
}

export interface LocalQStash {
  url: string
  token: string
  currentSigningKey: string
  nextSigningKey: string
  close(): Promise<void>
}

const CONCURRENCY = 16
const RETRY_DELAYS_MS = [500, 2_000, 5_000]
const LATER_RETRIES_MS = 10_000

/**
 * Starts a stand-in for QStash on 127.0.0.1 that speaks its v2 API and delivers signed messages.
 *
 * Everything is in memory: closing it loses all messages and schedules. `/_local/…` has switches for tests:
 * `POST` and `DELETE /_local/faults`, `POST /_local/wipe`, `POST /_local/tick`, `GET /_local/state`.
 */
export async function startLocalQStash(options: LocalQStashOptions = {}): Promise<LocalQStash> {
  const token = options.token ?? newSecret('qstash')
  const currentSigningKey = options.currentSigningKey ?? newSecret('sig')
  const nextSigningKey = options.nextSigningKey ?? newSecret('sig')
  const closing = new AbortController()
  const bus = new Bus({
    send: (attempt) => deliver(attempt, currentSigningKey, closing.signal),
    retryDelayMs: options.retryDelayMs ?? ((attempt) => RETRY_DELAYS_MS[attempt - 1] ?? LATER_RETRIES_MS),
    concurrency: CONCURRENCY,
  })
  const schedules = new Schedules((spec) => bus.publish(spec))
  const keys: Route = {
    method: 'GET',
    path: '/v2/keys',
    handle: () => ({ json: { current: currentSigningKey, next: nextSigningKey } }),
  }
  const routes = [...qstashRoutes(bus, schedules), keys, ...localRoutes(bus, schedules)]
  const server = createServer(routeHandler(routes, token))
  const stop = () => {
    schedules.close()
    bus.wipe()
    closing.abort()
  }
  try {
    server.listen(options.port ?? 0, '127.0.0.1')
    await once(server, 'listening')
  } catch (error) {
    stop()
    throw error
  }
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    currentSigningKey,
    nextSigningKey,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      stop()
      await closed
    },
  }
}

const newSecret = (kind: string): string => `${kind}_${randomBytes(24).toString('base64url')}`
