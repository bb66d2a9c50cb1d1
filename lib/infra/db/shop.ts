import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import { serverConfig } from '../../config/server'
import { Prisma, PrismaClient } from '../../../prisma/generated/shop/client'
import { withRetry } from './retry'

export { Prisma as ShopSql }
export type ShopDb = PrismaClient
/** A connection inside a transaction, or the pool itself: what every store's function takes first. */
export type ShopTx = Prisma.TransactionClient

// Kept on globalThis, so that `next dev` does not open a pool at every reload.
const kept = globalThis as typeof globalThis & { fiftyoneShopDb?: PrismaClient }

/** The shop's database: one pool a process, opened at the first use. */
export function shopDb(): ShopDb {
  return (kept.fiftyoneShopDb ??= connect())
}

/**
 * How long a request waits for its turn on a connection, with or without a transaction: a crowd that pays at once is kept
 * waiting rather than sent away to come back.
 */
const MAX_WAIT_MS = 15_000

function connect(): PrismaClient {
  const { DATABASE_URL, DATABASE_POOL } = serverConfig()
  const adapter = new PrismaPg({
    connectionString: DATABASE_URL,
    max: DATABASE_POOL,
    connectionTimeoutMillis: MAX_WAIT_MS,
    idleTimeoutMillis: 30_000,
  })
  return new PrismaClient({ adapter })
}

/**
 * Runs `work` as one transaction; a deadlock or a serialisation failure is tried again, three times at most.
 * No call may leave the process inside it.
 */
export function shopTransaction<Result>(work: (tx: ShopTx) => Promise<Result>): Promise<Result> {
  return withRetry(() => shopDb().$transaction(work, { maxWait: MAX_WAIT_MS }))
}
