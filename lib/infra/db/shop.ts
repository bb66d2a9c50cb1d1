import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import { serverConfig } from '../../config/shop/server'
import { Prisma, PrismaClient } from '../../../prisma/generated/shop/client'
import { withRetry } from './retry'

export { Prisma as ShopSql }
export type ShopDb = PrismaClient
/** A connection inside a transaction, or the pool itself: what every store's function takes first. */
export type ShopTx = Prisma.TransactionClient

type Driver = Awaited<ReturnType<PrismaPg['connect']>>

// Kept on globalThis, so that `next dev` does not open a pool at every reload.
const kept = globalThis as typeof globalThis & {
  fiftyoneShopDb?: PrismaClient
  fiftyoneShopDriver?: Promise<Driver>
}

/** The shop's database: one pool a process, opened at the first use. */
export function shopDb(): ShopDb {
  return (kept.fiftyoneShopDb ??= new PrismaClient({
    adapter: { provider: 'postgres', adapterName: '@prisma/adapter-pg', connect: driver },
  }))
}

/**
 * How long a request waits for its turn on a connection, with or without a transaction: a crowd that pays at once is kept
 * waiting rather than sent away to come back.
 */
const MAX_WAIT_MS = 15_000

function driver(): Promise<Driver> {
  const { DATABASE_URL, DATABASE_POOL } = serverConfig()
  return (kept.fiftyoneShopDriver ??= new PrismaPg({
    connectionString: DATABASE_URL,
    max: DATABASE_POOL,
    connectionTimeoutMillis: MAX_WAIT_MS,
    idleTimeoutMillis: 30_000,
  }).connect())
}

/** SQL functions (prisma/shop/functions) that take one JSON object and answer JSON. */
type JsonFunction = 'cart_write' | 'customer_proven'

/**
 * Calls an SQL function as one transaction; a deadlock or a serialisation failure is tried again, three times at most. Uses
 * the driver and the pool that Prisma uses, without Prisma's own work on each query (docs/decisions/0025).
 * @returns the function's answer, not validated; throws as Prisma does, so `sqlState` and `sqlDetail` work
 */
export function callShopFunction(name: JsonFunction, request: object): Promise<unknown> {
  return withRetry(async () => {
    const argTypes = [{ scalarType: 'json', arity: 'scalar' } as const]
    const query = { sql: `SELECT ${name}($1::jsonb)`, args: [JSON.stringify(request)], argTypes }
    const { rows } = await (await driver()).queryRaw(query)
    return JSON.parse(String(rows[0]?.[0]))
  })
}

/**
 * Runs `work` as one transaction; a deadlock or a serialisation failure is tried again, three times at most.
 * No call may leave the process inside it.
 */
export function shopTransaction<Result>(work: (tx: ShopTx) => Promise<Result>): Promise<Result> {
  return withRetry(() => shopDb().$transaction(work, { maxWait: MAX_WAIT_MS }))
}
