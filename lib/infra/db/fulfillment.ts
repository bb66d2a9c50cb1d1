import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import { fulfillmentConfig } from '../../config/environment'
import { Prisma, PrismaClient } from '../../../prisma/generated/fulfillment/client'
import { withRetry } from './retry'

export { Prisma as FulfillmentSql }
export type FulfillmentDb = PrismaClient
/** A connection inside a transaction, or the pool itself: what every store's function takes first. */
export type FulfillmentTx = Prisma.TransactionClient

// Kept on globalThis, so that `next dev` does not open a pool at every reload.
const kept = globalThis as typeof globalThis & { fiftyoneFulfillmentDb?: PrismaClient }

/** The fulfillment application's own database: one pool a process, opened at the first use. */
export function fulfillmentDb(): FulfillmentDb {
  return (kept.fiftyoneFulfillmentDb ??= connect())
}

/** How long a request waits for its turn on a connection, with or without a transaction. */
const MAX_WAIT_MS = 5_000

function connect(): PrismaClient {
  const { FULFILLMENT_DATABASE_URL, FULFILLMENT_DATABASE_POOL } = fulfillmentConfig()
  const adapter = new PrismaPg({
    connectionString: FULFILLMENT_DATABASE_URL,
    max: FULFILLMENT_DATABASE_POOL,
    connectionTimeoutMillis: MAX_WAIT_MS,
    idleTimeoutMillis: 30_000,
  })
  return new PrismaClient({ adapter })
}

/**
 * Runs `work` as one transaction; a deadlock or a serialisation failure is tried again, three times at most.
 * No call may leave the process inside it.
 */
export function fulfillmentTransaction<Result>(
  work: (tx: FulfillmentTx) => Promise<Result>,
): Promise<Result> {
  return withRetry(() => fulfillmentDb().$transaction(work, { maxWait: MAX_WAIT_MS }))
}
