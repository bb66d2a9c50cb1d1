import 'server-only'
import { Redis } from '@upstash/redis'
import { serverConfig } from '../../config/shop/server'
import { log } from '../log/log'
import { RestRequester } from './requester'

/** A count must never keep a shopper waiting: what Redis has not said by then, it is not asked for. */
const TIMEOUT_MS = 300
/** After this many failures in a row nobody asks for a while. */
const FAILURES_TO_OPEN = 5
const OPEN_FOR_MS = 2_000
/** How long what is asked along waits for company. */
const ALONG_MS = 50

let client: Redis | undefined
let failures = 0
let lastFailedAt = 0
let openUntil = 0
const along: (() => void)[] = []
let alongGoesAt = Infinity

/** The client itself: for scripts and the rate limiter. Callers on a request path use `withRedis`. */
export function redis(): Redis {
  const { UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN } = serverConfig()
  return (client ??= new RestRedis({ url: UPSTASH_REDIS_REST_URL, token: UPSTASH_REDIS_REST_TOKEN }))
}

/** Made as usual and given its requester afterwards: a client that is made with one does not gather commands by itself. */
class RestRedis extends Redis {
  constructor({ url, token }: { url: string; token: string }) {
    // Ids of digits only would come back as numbers otherwise.
    super({ url, token, automaticDeserialization: false, enableTelemetry: false })
    this.client = new RestRequester({ url, token, timeoutMs: TIMEOUT_MS })
  }
}

/**
 * Asks Redis, and answers `fallback()` when it is down, slow (300 ms) or was just found to be so (circuit breaker).
 * Redis is a projection: losing it may make a count late, never an order wrong. Questions that were under way together
 * fail together: one hiccup under a thousand of them is one failure.
 */
export async function withRedis<Result, Fallback>(
  work: (redis: Redis) => Promise<Result>,
  fallback: () => Fallback,
): Promise<Result | Fallback> {
  const askedAt = performance.now()
  if (askedAt < openUntil) return fallback()
  sendAlong()
  try {
    const result = await work(redis())
    failures = 0
    return result
  } catch (error) {
    noteFailure(askedAt)
    log('warn', 'redis.unavailable', { error })
    return fallback()
  }
}

/**
 * Asks Redis what no shopper waits for: before the next question, in the same request, or by itself after `waitMs`. Resolves
 * when it was asked, or is lost because Redis is away; when this process ends first, it is lost as well.
 */
export function askAlong(work: (redis: Redis) => Promise<unknown>, waitMs = ALONG_MS): Promise<void> {
  const sendAt = performance.now() + waitMs
  if (sendAt < alongGoesAt) {
    alongGoesAt = sendAt
    setTimeout(sendAlong, waitMs).unref()
  }
  return new Promise((resolve) => {
    along.push(() => void withRedis(work, () => undefined).finally(resolve))
  })
}

function sendAlong(): void {
  alongGoesAt = Infinity
  for (const ask of along.splice(0)) ask()
}

function noteFailure(askedAt: number): void {
  if (askedAt < lastFailedAt) return
  lastFailedAt = performance.now()
  failures += 1
  if (failures < FAILURES_TO_OPEN) return
  openUntil = lastFailedAt + OPEN_FOR_MS
  failures = 0
}
