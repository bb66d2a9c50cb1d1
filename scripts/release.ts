/**
 * `npm run release`: what a hosted deployment runs as its build command, with the deployment's variables. It stops before
 * it touches anything when the environment is not right; a preview gets its databases and something to sell; both
 * databases are migrated; the jobs are scheduled; then Next builds (not with --no-build). Running it again changes
 * nothing but the build.
 *
 * Migrations run before the new version serves, while the old one does: they must suit both.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type Environment, withBranch } from '../lib/config/branch-environment'
import { parseFulfillmentConfig } from '../lib/config/environment'
import { ConfigError } from '../lib/config/parse'
import { parseServerConfig } from '../lib/config/shop/server'
import { createMissing } from '../local/postgres/create-missing'
import { startProcess } from '../local/process'
import { generateClients, migrate } from './prisma'
import { createSchedules } from './schedules'
import { command } from './terminal/command'
import { step } from './terminal/progress'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Four jobs each minute are 5,760 messages a day; a preview waits longer and costs 384. */
const PREVIEWS_CRON = '*/15 * * * *'

const flags = command({
  run: 'npm run release --',
  about:
    'Prepares a hosted deployment with its variables: checks them, migrates both databases, creates the schedules, and builds.',
  examples: ['npm run release', 'npm run release -- --no-build'],
})
  .option('--no-build', 'leaves the build to the host')
  .parse()
  .opts()
const environment = withBranch(process.env)
const settings = read(environment)
const urls = {
  shop: settings.DATABASE_URL,
  fulfillment: parseFulfillmentConfig(environment).FULFILLMENT_DATABASE_URL,
}
const isPreview = settings.DEPLOYMENT === 'preview'

if (isPreview && settings.PREVIEW_POSTGRES_URL) {
  const server = settings.PREVIEW_POSTGRES_URL
  await step('databases', () => createDatabases(server, Object.values(urls)))
}
await step('clients', () => generateClients({ ifOlder: true }))
await step('migrations', () => migrate(urls))
if (isPreview) await step('catalogue', () => seed(urls.shop))
await step('schedules', () =>
  createSchedules({
    appUrl: settings.APP_URL,
    qstash: { url: settings.QSTASH_URL, token: settings.QSTASH_TOKEN },
    ...(isPreview && { cron: PREVIEWS_CRON }),
  }),
)
if (flags.build) process.exitCode = await build()

function read(complete: Environment) {
  try {
    parseFulfillmentConfig(complete)
    return parseServerConfig(complete)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}

/** Those of the branch, on the server for previews. Their names come from the branch; nothing there is ever dropped. */
async function createDatabases(server: string, wanted: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    for (const url of wanted) {
      const { host, pathname } = new URL(url)
      if (host !== new URL(server).host) continue
      await createMissing(client, decodeURIComponent(pathname.slice(1)))
    }
  } finally {
    await client.end()
  }
}

/** The generated client exists only by now, hence the late import. */
async function seed(url: string): Promise<void> {
  const { seedDatabase } = await import('../prisma/seed/seed-database')
  await seedDatabase(url)
}

async function build(): Promise<number> {
  const next = await startProcess({
    command: process.execPath,
    args: [path.join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    output: 'inherit',
  })
  const code = await next.ended
  return typeof code === 'number' ? code : 1
}
