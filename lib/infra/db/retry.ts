/** Postgres: serialization_failure and deadlock_detected. The transaction was rolled back; the same work may pass now. */
const TRANSIENT = new Set(['40001', '40P01'])
const ATTEMPTS = 3

/** SQLSTATE of an error that Prisma or the driver threw, or undefined. */
export function sqlState(error: unknown): string | undefined {
  return describe(error)?.code
}

/** The DETAIL of a Postgres error, where it has one. */
export function sqlDetail(error: unknown): string | undefined {
  return describe(error)?.detail
}

/** Runs work that is one transaction again when Postgres rolled it back for another's sake: three times at most. */
export async function withRetry<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === ATTEMPTS || !TRANSIENT.has(sqlState(error) ?? '')) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt))
    }
  }
}

/** Prisma wraps the driver's error: once for a raw query (meta.driverAdapterError.cause), as `cause` elsewhere. */
function describe(error: unknown, depth = 0): { code?: string; detail?: string } | undefined {
  if (typeof error !== 'object' || error === null || depth > 5) return undefined
  const bag = error as Record<string, unknown>
  const code = [bag['originalCode'], bag['code']].find(
    (value): value is string =>
      typeof value === 'string' && /^[0-9A-Z]{5}$/.test(value) && !/^P\d{4}$/.test(value),
  )
  if (code) {
    const detail = bag['detail'] ?? bag['originalDetail']
    return typeof detail === 'string' ? { code, detail } : { code }
  }
  for (const inner of ['cause', 'meta', 'driverAdapterError']) {
    const found = describe(bag[inner], depth + 1)
    if (found) return found
  }
  return undefined
}

/** Postgres cannot be reached, is starting, stopping, or has no connection left: worth trying again a little later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const state = sqlState(error) ?? ''
  if (/^(08|57P0|53)/.test(state)) return true
  const text = error instanceof Error ? `${error.name} ${error.message} ${JSON.stringify(error)}` : ''
  return /ECONNREFUSED|ECONNRESET|ETIMEDOUT|DatabaseNotReachable|Can't reach database|ConnectionClosed|SocketTimeout|Connection terminated|timeout exceeded when trying to connect|Unable to start a transaction in the given time|on an expired transaction|P1001|P1017|P2024/.test(
    text,
  )
}
