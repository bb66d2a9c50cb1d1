import { spawn } from 'node:child_process'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { branchNames } from '@/lib/config/branch-names'
import { printFingerprints } from '@/lib/config/fingerprints'
import { startLocalQStash } from '@/local/qstash'
import { JOBS, removeSchedules } from '@/scripts/schedules'

// `npm run release` for the preview of a branch, as a host runs it: one set of variables for all branches.

const { postgres } = inject('services')
const bus = await startLocalQStash()
const branch = `feature/release-${process.pid}`
const names = branchNames(branch)
const APP_URL = `http://${names.slug}.localhost:3000`

const DERIVED = [
  'DATABASE_URL',
  'FULFILLMENT_DATABASE_URL',
  'NEXTAUTH_SECRET',
  'LOOKUP_KEY',
  'CRON_SECRET',
  'ENCRYPTION_KEYS',
]
const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !DERIVED.includes(name))),
  NODE_ENV: 'production',
  DEPLOYMENT: 'preview',
  PREVIEW_BRANCH: branch,
  PREVIEW_SECRET: 'one-secret-for-all-previews',
  PREVIEW_POSTGRES_URL: postgres,
  APP_URL,
  NEXTAUTH_URL: APP_URL,
  QSTASH_URL: bus.url,
  QSTASH_TOKEN: bus.token,
}

const query = async <Row extends object>(database: string, sql: string): Promise<Row[]> => {
  const client = new pg.Client({
    connectionString: Object.assign(new URL(postgres), { pathname: `/${database}` }).href,
  })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}
const databases = async () =>
  (
    await query<{ name: string }>(
      'postgres',
      `SELECT datname AS name FROM pg_database WHERE datname LIKE 'f51\\_%' ORDER BY 1`,
    )
  ).map(({ name }) => name)
const schedules = async () =>
  (
    await fetch(`${bus.url}/v2/schedules`, { headers: { authorization: `Bearer ${bus.token}` } })
  ).json() as Promise<{ destination: string; cron: string }[]>

function release(env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    let output = ''
    const args = ['--conditions=react-server', '--import', 'tsx', 'scripts/release.ts', '--no-build']
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
    child.once('exit', (code) => resolve({ code, output }))
  })
}

afterAll(async () => {
  await bus.close()
  for (const name of await databases())
    await query('postgres', `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
})

test('with a secret of production it names it, and touches nothing', async () => {
  const PRODUCTION_FINGERPRINTS = printFingerprints({ OIDC_CLIENT_SECRET: environment['OIDC_CLIENT_SECRET'] })
  const { code, output } = await release({ ...environment, PRODUCTION_FINGERPRINTS })
  expect([code, output]).toEqual([
    1,
    expect.stringContaining('OIDC_CLIENT_SECRET: has a secret of production'),
  ])
  expect([await databases(), await schedules()]).toEqual([[], []])
}, 60_000)

test('a branch gets its two databases, migrated, something to sell, and its jobs; again, nothing is lost', async () => {
  const first = await release(environment)
  expect(first.code, first.output).toBe(0)
  expect(await databases()).toEqual([names.database, names.fulfillmentDatabase])
  const products = () =>
    query<{ count: number }>(names.database, 'SELECT count(*)::int AS count FROM "Product"')
  const [{ count } = { count: 0 }] = await products()
  expect(count).toBeGreaterThan(5)
  expect(await query(names.fulfillmentDatabase, 'SELECT 1 FROM "Shipment"')).toEqual([])
  const standing = await schedules()
  expect(standing.map(({ destination }) => destination).sort()).toEqual(
    JOBS.map((job) => `${APP_URL}/api/jobs/${job}`).sort(),
  )
  expect(new Set(standing.map(({ cron }) => cron))).toEqual(new Set(['*/15 * * * *', '17 3 * * *']))

  await query(names.database, `UPDATE "Stock" SET "onHand" = "onHand" - 1 WHERE sku = 'ARC-BRS'`)
  const stock = () => query(names.database, `SELECT "onHand" FROM "Stock" WHERE sku = 'ARC-BRS'`)
  const before = await stock()
  expect((await release(environment)).code).toBe(0)
  expect([await products(), await stock()]).toEqual([[{ count }], before])
  expect(await schedules()).toHaveLength(JOBS.length)
}, 180_000)

test('when the branch is over its jobs end, and no one else’s', async () => {
  await fetch(`${bus.url}/v2/schedules/http://other.example.com/api/jobs/x`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${bus.token}`,
      'upstash-cron': '* * * * *',
      'upstash-schedule-id': 'other',
    },
  })
  await removeSchedules({ appUrl: APP_URL, qstash: bus })
  expect((await schedules()).map(({ destination }) => destination)).toEqual([
    'http://other.example.com/api/jobs/x',
  ])
})
