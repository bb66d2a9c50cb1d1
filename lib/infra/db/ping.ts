import 'server-only'

interface Database {
  $queryRaw(query: TemplateStringsArray): PromiseLike<unknown>
}

/** Asks a database for one row. Rejects when it does not answer. */
export async function ping(db: Database): Promise<void> {
  await db.$queryRaw`SELECT 1`
}
