import type pg from 'pg'

/** Creates a database on a client's server, unless it is there. */
export async function createMissing(client: pg.Client, database: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
  if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`)
}
