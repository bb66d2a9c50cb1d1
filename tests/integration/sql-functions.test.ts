import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { fulfillmentConfig } from '@/lib/config/environment'
import { serverConfig } from '@/lib/config/shop/server'

/*
 * A migrated database and the files of prisma/<database>/functions say the same. `npm run integration -- sql-functions -u`
 * writes the files from the database.
 */

const OF_OURS = `
  SELECT p.proname AS name, pg_get_functiondef(p.oid) AS source FROM pg_proc p
  WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  ORDER BY p.proname, pg_get_function_identity_arguments(p.oid)`

describe.each([
  ['shop', serverConfig().DATABASE_URL],
  ['fulfillment', fulfillmentConfig().FULFILLMENT_DATABASE_URL],
])('functions of the database %s', async (database, connectionString) => {
  const folder = path.resolve('prisma', database, 'functions')
  const files = globSync('*', { cwd: folder }).sort()
  const client = new pg.Client({ connectionString })
  await client.connect()
  afterAll(() => client.end())
  const { rows } = await client.query<{ name: string; source: string }>(OF_OURS)
  const sources = Map.groupBy(rows, ({ name }) => name)

  test('each has a file, and each file has a function', () => {
    expect(files).toEqual([...sources.keys()].map((name) => `${name}.sql`).sort())
  })

  test.each([...sources])('the file of %s is its current source', async (name, overloads) => {
    const file = path.join(folder, `${name}.sql`)
    const text = overloads.map(({ source }) => `${source.trimEnd()};\n`).join('\n')
    await expect(`${headOf(file)}${text}`).toMatchFileSnapshot(file)
  })
})

/** The comment above the function, which no database keeps. */
const headOf = (file: string): string =>
  /^(?:--.*\n)*/.exec(existsSync(file) ? readFileSync(file, 'utf8') : '')?.[0] ?? ''
