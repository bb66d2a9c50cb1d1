import { expect } from 'vitest'
import { advanceOrders } from '@/lib/checkout'
import { shopDb } from '@/lib/infra/db/shop'
import { type Intent, listIntents } from '@/lib/infra/stripe/intents'
import { startLocalQStash } from '@/local/qstash'
import { startLocalStripe } from '@/local/stripe'
import { checkInvariants } from '@/scripts/invariants'
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy'

/**
 * A shop in this process whose database and Redis are reached over cables that can be cut, with a processor of its own and
 * a bus that delivers nowhere. Call it before anything of the shop is used.
 */
export async function startFaultyShop() {
  const [stripe, bus, postgres, redis] = await Promise.all([
    startLocalStripe(),
    startLocalQStash(),
    cableInFront('DATABASE_URL'),
    cableInFront('UPSTASH_REDIS_REST_URL'),
  ])
  Object.assign(process.env, {
    STRIPE_API_URL: stripe.url,
    QSTASH_URL: bus.url,
    QSTASH_TOKEN: bus.token,
    APP_URL: 'http://localhost:9',
  })
  const local = (method: string, path: string, body?: object) =>
    fetch(`${stripe.url}/_local/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
  return {
    postgres,
    redis,
    /** Switches a fault of the processor on. */
    stripeFaults: (body: object) => local('POST', 'faults', body),
    healStripe: () => local('DELETE', 'faults'),
    finishChallenge: (intentId: string, end: 'complete' | 'fail') => local('POST', `3ds/${intentId}/${end}`),
    /** How often the processor was asked, by route. */
    async requests(): Promise<Record<string, number>> {
      return ((await (await local('GET', 'state')).json()) as { requests: Record<string, number> }).requests
    },
    close: () => Promise.all([stripe.close(), bus.close(), postgres.close(), redis.close()]),
  }
}

async function cableInFront(name: 'DATABASE_URL' | 'UPSTASH_REDIS_REST_URL'): Promise<TcpProxy> {
  const url = new URL(process.env[name] ?? '')
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) })
  url.hostname = '127.0.0.1'
  url.port = String(proxy.port)
  process.env[name] = url.href
  return proxy
}

export async function intentsOf(customerIds: readonly string[]): Promise<Intent[]> {
  const wanted = new Set(customerIds)
  const found: Intent[] = []
  for await (const intent of listIntents(0))
    if (intent.order && wanted.has(intent.order.customerId)) found.push(intent)
  return found
}

/** How many of these customers' orders are in each state. */
export async function ordersByStatus(customerIds: readonly string[]): Promise<Record<string, number>> {
  const groups = await shopDb().order.groupBy({
    by: ['status'],
    where: { customerId: { in: [...customerIds] } },
    _count: true,
  })
  return Object.fromEntries(groups.map(({ status, _count }) => [status, _count]))
}

/** Lets every open order's time run out, and the sweeper work until none is left. */
export async function runOut(): Promise<void> {
  for (let round = 0; round < 10; round++) {
    await shopDb().$executeRaw`
      UPDATE "Order" SET "expiresAt" = now() - interval '1 second', "lookedAt" = NULL WHERE status IN ('PENDING', 'PAYING')`
    await advanceOrders()
    if ((await shopDb().order.count({ where: { status: { in: ['PENDING', 'PAYING'] } } })) === 0) return
  }
}

/** Has the sweeper look at all open orders now, without ending any. */
export async function sweepAll(): Promise<void> {
  await shopDb().$executeRaw`
    UPDATE "Order" SET "createdAt" = "createdAt" - interval '2 minutes', "lookedAt" = NULL WHERE status IN ('PENDING', 'PAYING')`
  await advanceOrders()
}

export async function expectInvariants(): Promise<void> {
  expect((await checkInvariants()).filter(({ faults }) => faults.length > 0)).toEqual([])
}
