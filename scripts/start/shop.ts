/** `npm start` and `npm run dev`, under the pinned Node with everything installed. scripts/start.mjs comes before it. */
import { writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { freePort } from '../../local/free-port'
import { type LocalStack, startStack } from '../../local/stack'
import { generateClients, migrate } from '../prisma'
import { createSchedules } from '../schedules'
import { build, isBuilt } from './build'
import { distDirFor, takeDataDir } from './data-dir'
import { command, port as portNumber } from '../terminal/command'
import { elapsed, step } from '../terminal/progress'
import { lastLines, serve } from './serve'
import { stopOnSignals } from '../terminal/signals'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const flags = command({
  run: 'npm start --',
  about:
    'Starts the whole shop on this machine, with local stand-ins for every cloud service. npm run dev does the same with next dev.',
  examples: ['npm start', 'npm start -- --port 3001 --data .local-2', 'npm start -- --reset'],
})
  .option('--port <number>', 'where the shop answers', portNumber, portNumber(process.env['PORT'] || '3000'))
  .option('--data <folder>', 'where it keeps its data', '.local')
  .option('--reset', 'throws that data away first')
  .option('--no-build', 'serves the build that is there')
  .option('--dev', 'with next dev')
  .parse()
  .opts()
const dataDir = path.resolve(ROOT, flags.data)

const stop = stopOnSignals()
try {
  await run()
} catch (error) {
  if (!stop.stopping) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
  await stop.everything()
}

async function run(): Promise<void> {
  const folder = await takeDataDir(dataDir, { reset: flags.reset === true })
  stop.add(async () => folder.release())
  const distDir = distDirFor(ROOT, dataDir)
  if (flags.reset) await rm(path.join(ROOT, distDir), { recursive: true, force: true })
  const port = await freePort(flags.port)
  if (port !== flags.port) console.log(`  ! port ${flags.port} is taken: the shop will be at port ${port}`)

  const [stack] = await Promise.all([
    step(
      'local parts',
      () => startParts(port),
      ({ redisEngine }) => partsInWords(redisEngine),
    ),
    generateClients({ ifOlder: true }),
  ])
  const { parts, env } = stack
  writeSecret('stack.json', JSON.stringify({ ...parts, cronSecret: env['CRON_SECRET'] }, null, 2))
  writeSecret(
    'shop.env',
    Object.entries(env)
      .map(([name, value]) => `${name}='${value}'`)
      .join('\n'),
  )
  stop.add(() => rm(path.join(dataDir, 'stack.json'), { force: true }))

  await step('migrations', () => migrate({ shop: parts.postgres, fulfillment: parts.fulfillmentPostgres }))
  const { products } = await step(
    'catalogue',
    () => seed(parts.postgres),
    (seeded) => `${seeded.products} products${seeded.added ? '' : ', as they were'}`,
  )

  const appEnv = { ...env, NEXT_DIST_DIR: distDir, NEXT_TELEMETRY_DISABLED: '1' }
  if (!flags.dev && flags.build) {
    const options = { root: ROOT, distDir, env: appEnv, products }
    const upToDate = await isBuilt(options)
    await step(
      'build',
      async () => (upToDate ? undefined : build(options)),
      () => (upToDate ? 'still current' : ''),
    )
  }
  const log = path.join(dataDir, 'shop.log')
  const next = await step('shop', () =>
    serve({ root: ROOT, mode: flags.dev ? 'dev' : 'start', port, env: appEnv, log }),
  )
  stop.add(() => next.stop())
  await createSchedules({ appUrl: parts.app, qstash: parts.qstash })
  printWelcome(stack, log)

  const how = await next.ended
  if (stop.stopping) return
  throw new Error(`The shop ended by itself (${how}).\n${flags.dev ? '' : lastLines(log)}`)
}

async function startParts(port: number): Promise<LocalStack> {
  const engine = process.env['LOCAL_REDIS_ENGINE']
  const stack = await startStack({
    dataDir,
    appPort: port,
    redisUrl: process.env['REDIS_URL'] || undefined,
    redisEngine: engine === 'redis' || engine === 'memory' ? engine : undefined,
  })
  stop.add(stack.close)
  return stack
}

function partsInWords(redisEngine: string): string {
  return `Postgres, Redis (${redisEngine === 'memory' ? 'in memory' : 'redis-server'}), bus, payments, sign-in`
}

/** The generated client exists only by now, hence the late import. */
async function seed(url: string): Promise<{ added: number; products: number }> {
  const [{ PrismaClient }, { loadCatalogue }] = await Promise.all([
    import('../../prisma/generated/shop/client'),
    import('../../prisma/seed/load'),
  ])
  const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) })
  try {
    return { added: await loadCatalogue(db), products: await db.product.count() }
  } finally {
    await db.$disconnect()
  }
}

function writeSecret(name: string, text: string): void {
  writeFileSync(path.join(dataDir, name), `${text}\n`, { mode: 0o600 })
}

function printWelcome({ parts, people }: LocalStack, log: string): void {
  const shown = (file: string) => path.relative(process.cwd(), file)
  console.log(`
  Ready after ${elapsed()}.

  Shop       ${parts.app}
  Studio     ${parts.app}/studio
  Warehouse  ${parts.app}/warehouse
  Sign in    ${people.map(({ email }) => email).join(', ')}; password ${people[0]?.password}
  Cards      4242 4242 4242 4242 pays, 4000 0025 0000 3155 asks for 3-D Secure,
             4000 0000 0000 0002 is declined; any date to come, any CVC
  Data       ${shown(dataDir)}: stack.json has the parts' addresses and keys${flags.dev ? '' : `, ${path.basename(log)} what the shop says`}

  Ctrl-C stops everything.
`)
}
