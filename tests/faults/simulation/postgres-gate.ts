import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlQuery,
  type Transaction,
} from '@prisma/driver-adapter-utils'
import { vi } from 'vitest'
import { type Actor, actorNow, cross } from './gate'

export type Database = 'shop' | 'fulfillment'

/** Connects to one lane's database, by the vendor's own driver. */
export async function connectTo(connectionString: string): Promise<SqlDriverAdapter> {
  const { PrismaPg } = await vi.importActual<typeof import('@prisma/adapter-pg')>('@prisma/adapter-pg')
  return new PrismaPg({ connectionString, max: 4, connectionTimeoutMillis: 20_000 }).connect()
}

const cut = () => new DriverAdapterError({ kind: 'ConnectionClosed' })

/** The driver that Prisma gets: each query waits at the gate, then runs in the database of the lane that asks. */
export function gatedAdapter(database: Database): object {
  const connect = async (): Promise<SqlDriverAdapter> => {
    const real = (): SqlDriverAdapter => {
      const actor = actorNow()
      if (!actor) throw new Error(`a query to ${database} from nobody`)
      return actor.lane.databases[database]
    }
    return {
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
      executeScript: () => Promise.reject(new Error('no scripts here')),
      dispose: () => Promise.resolve(),
      ...queries(real),
      startTransaction: (isolation) => {
        const adapter = real()
        const actor = actorNow()
        return cross({ boundary: 'postgres', label: 'BEGIN', networkError: cut }, async () =>
          gatedTransaction(await adapter.startTransaction(isolation), actor),
        )
      },
    }
  }
  return { provider: 'postgres', adapterName: '@prisma/adapter-pg', connect }
}

const READ = /^\s*SELECT (?!checkout_)/

type Queryable = Pick<SqlDriverAdapter, 'queryRaw' | 'executeRaw'>

function queries(real: () => Queryable): Queryable {
  const gated = <Result>({ sql }: SqlQuery, act: () => Promise<Result>) =>
    cross({ boundary: 'postgres', label: sql, networkError: cut, isRead: READ.test(sql) }, act)
  return {
    queryRaw: (query) => {
      const to = real()
      return gated(query, () => to.queryRaw(query))
    },
    executeRaw: (query) => {
      const to = real()
      return gated(query, () => to.executeRaw(query))
    },
  }
}

/** A transaction that the server undoes when its connection breaks or its process dies. */
function gatedTransaction(real: Transaction, actor: Actor | undefined): Transaction {
  let isOver = false
  const onConnection: Queryable = {
    queryRaw: (query) => (isOver ? Promise.reject(cut()) : real.queryRaw(query)),
    executeRaw: (query) => (isOver ? Promise.reject(cut()) : real.executeRaw(query)),
  }
  const breakOff = async () => {
    if (isOver) return
    isOver = true
    await real.executeRaw({ sql: 'ROLLBACK', args: [], argTypes: [] }).catch(() => undefined)
    await real.rollback()
  }
  actor?.connections.add(breakOff)
  const end = async (how: () => Promise<void>) => {
    actor?.connections.delete(breakOff)
    if (isOver) return
    isOver = true
    await how()
  }
  const savepoint = () => Promise.reject(new Error('no savepoints here'))
  return {
    provider: real.provider,
    adapterName: real.adapterName,
    options: real.options,
    ...queries(() => onConnection),
    commit: () => end(() => real.commit()),
    rollback: () => end(() => real.rollback()),
    createSavepoint: savepoint,
    rollbackToSavepoint: savepoint,
    releaseSavepoint: savepoint,
  }
}
