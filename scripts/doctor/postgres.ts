import { readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Environment } from '../../lib/config/branch-environment'
import { about, type Finding, reason, TIMEOUT_MS } from './finding'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DATABASES = [
  { name: 'shop', setting: 'DATABASE_URL' },
  { name: 'fulfillment', setting: 'FULFILLMENT_DATABASE_URL' },
] as const

/** Both databases: reached, two and not one, and at the newest migration. */
export async function checkPostgres(environment: Environment): Promise<Finding[]> {
  const [shop, fulfillment] = DATABASES.map(({ setting }) => environment[setting])
  const same = shop && fulfillment && placeOf(shop) === placeOf(fulfillment)
  const findings = await Promise.all(
    DATABASES.map(({ name, setting }) => checkDatabase(name, setting, environment[setting])),
  )
  return [
    ...findings.flat(),
    ...(same
      ? [
          about('postgres').fault(
            'the shop and the warehouse share a database',
            'give FULFILLMENT_DATABASE_URL a database of its own',
          ),
        ]
      : []),
  ]
}

function placeOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { host, pathname } = new URL(url)
  return `${host.replace('-pooler.', '.')}${pathname}`
}

async function checkDatabase(name: string, setting: string, url: string | undefined): Promise<Finding[]> {
  const says = about(`postgres ${name}`)
  if (!url) return []
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string }>(
      `SELECT current_setting('server_version') AS version`,
    )
    const migrations = await checkMigrations(client, name)
    const stock =
      name === 'shop' && migrations.every(({ state }) => state === 'well') ? await checkCatalogue(client) : []
    return [says.well(`reached, version ${rows[0]?.version}`), ...migrations, ...stock]
  } catch (error) {
    return [
      says.fault(
        `cannot be reached: ${reason(error)}`,
        `check ${setting}: host, port, user, password and database, and that the server lets this machine in`,
      ),
    ]
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function checkMigrations(client: pg.Client, name: string): Promise<Finding[]> {
  const says = about(`postgres ${name}`)
  const wanted = readdirSync(path.join(ROOT, 'prisma', name, 'migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  const { rows: tables } = await client.query(`SELECT to_regclass('_prisma_migrations') AS it`)
  const { rows } = tables[0]?.it
    ? await client.query<{ name: string; done: boolean }>(
        `SELECT migration_name AS name, finished_at IS NOT NULL AS done FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
      )
    : { rows: [] }
  const broken = rows.filter(({ done }) => !done).map((row) => row.name)
  const done = new Set(rows.filter((row) => row.done).map((row) => row.name))
  const missing = wanted.filter((migration) => !done.has(migration) && !broken.includes(migration))
  const newer = [...done].filter((migration) => !wanted.includes(migration))
  if (broken.length > 0) {
    return [
      says.fault(
        `the migration ${broken.join(', ')} stopped halfway`,
        `see what it did, then \`PRISMA_DATABASE=${name} npx prisma migrate resolve --rolled-back ${broken[0]}\` and \`npm run migrate\``,
      ),
    ]
  }
  if (missing.length > 0) return [says.fault(`lacks the migration ${missing.join(', ')}`, 'npm run migrate')]
  if (newer.length > 0) {
    return [
      says.warning(
        `has migrations that this version does not know: ${newer.join(', ')}`,
        'deploy the version that brought them',
      ),
    ]
  }
  return [says.well(`${wanted.length} migrations, all there`)]
}

async function checkCatalogue(client: pg.Client): Promise<Finding[]> {
  const says = about('postgres shop')
  const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM "Product"`)
  const count = rows[0]?.count ?? 0
  if (count > 0) return [says.well(`${count} products`)]
  return [says.warning('there is nothing to sell yet', 'npm run seed, or make a product in the studio')]
}
