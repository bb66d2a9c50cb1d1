import { writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { freePort } from '../../local/free-port'
import { type LocalStack, startStack } from '../../local/stack'
import { generateClients, migrate } from '../prisma'
import { step } from '../terminal/progress'
import type { Stopping } from '../terminal/signals'
import { build, isBuilt } from './build'
import { distDirFor, takeDataDir } from './data-dir'

export interface PreparedShop {
  stack: LocalStack
  /** what a server of this shop is started with */
  env: Record<string, string>
  /** where the shop is to answer: the wanted port, or the next free one */
  port: number
}

/**
 * Brings up all that a shop needs before its servers start: local parts, databases, catalogue and, unless `isBuiltHere` is
 * false, the build. What it starts is added to `stop`.
 * @throws when the folder belongs to another shop that runs, or a step fails
 */
export async function prepareShop(options: {
  root: string
  dataDir: string
  port: number
  reset: boolean
  isBuiltHere: boolean
  stop: Stopping
}): Promise<PreparedShop> {
  const { root, dataDir, reset, isBuiltHere, stop } = options
  const folder = await takeDataDir(dataDir, { reset })
  stop.add(async () => folder.release())
  const distDir = distDirFor(root, dataDir)
  if (reset) await rm(path.join(root, distDir), { recursive: true, force: true })
  const port = await freePort(options.port)
  if (port !== options.port)
    console.log(`  ! port ${options.port} is taken: the shop will be at port ${port}`)

  const [stack] = await Promise.all([
    step(
      'local parts',
      () => startParts({ dataDir, port, stop }),
      ({ redisEngine }) => partsInWords(redisEngine),
    ),
    generateClients({ ifOlder: true }),
  ])
  const { parts } = stack
  writeSecret(
    path.join(dataDir, 'shop.env'),
    Object.entries(stack.env)
      .map(([name, value]) => `${name}='${value}'`)
      .join('\n'),
  )
  writeStackFile(dataDir, stack)
  stop.add(() => rm(path.join(dataDir, 'stack.json'), { force: true }))

  await step('migrations', () => migrate({ shop: parts.postgres, fulfillment: parts.fulfillmentPostgres }))
  const { products } = await step(
    'catalogue',
    () => seed(parts.postgres),
    (seeded) => `${seeded.products} products${seeded.added ? '' : ', as they were'}`,
  )

  const env = { ...stack.env, NEXT_DIST_DIR: distDir, NEXT_TELEMETRY_DISABLED: '1' }
  if (isBuiltHere) {
    const toBuild = { root, distDir, env, products }
    const upToDate = await isBuilt(toBuild)
    await step(
      'build',
      async () => (upToDate ? undefined : build(toBuild)),
      () => (upToDate ? 'still current' : ''),
    )
  }
  return { stack, env, port }
}

/** Tells scripts and tests where the parts of a running shop are. @param more what this shop has beside them */
export function writeStackFile(dataDir: string, { parts, env }: LocalStack, more: object = {}): void {
  const content = { ...parts, cronSecret: env['CRON_SECRET'], ...more }
  writeSecret(path.join(dataDir, 'stack.json'), JSON.stringify(content, null, 2))
}

async function startParts({
  dataDir,
  port,
  stop,
}: {
  dataDir: string
  port: number
  stop: Stopping
}): Promise<LocalStack> {
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
const seed = async (url: string) => (await import('../../prisma/seed/seed-database')).seedDatabase(url)

function writeSecret(file: string, text: string): void {
  writeFileSync(file, `${text}\n`, { mode: 0o600 })
}
