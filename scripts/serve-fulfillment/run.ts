/**
 * `npm run serve:fulfillment`: the fulfillment application alone, on its own port, with its own database and no variable of
 * the shop. What the environment sets of .env.example's settings counts. What it lacks comes from a shop on this machine
 * (`--shop .local`: its bus and its sign-in, and nothing else), or, without one, from parts of its own.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../local/free-port'
import { migrateFulfillment, generateClients } from '../prisma'
import { createFulfillmentSchedule } from '../schedules'
import { distDirFor, takeDataDir } from '../start/data-dir'
import { lastLines, serve } from '../start/serve'
import { command, port } from '../terminal/command'
import { elapsed, step } from '../terminal/progress'
import { stopOnSignals } from '../terminal/signals'
import { buildFulfillment } from './build'
import { fulfillmentEnvironment } from './environment'
import { startOwnParts } from './own-parts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const flags = command({
  run: 'npm run serve:fulfillment --',
  about: 'Serves the fulfillment application alone, with a database of its own.',
  examples: ['npm run serve:fulfillment', 'npm run serve:fulfillment -- --port 3301 --shop .local'],
})
  .option('--port <number>', 'where it answers', port, port(process.env['PORT'] || '3300'))
  .option('--data <folder>', 'where it keeps its data', '.local-fulfillment')
  .option('--shop <folder>', 'of a shop on this machine, whose bus and sign-in it uses')
  .option('--no-build', 'serves the build that is there')
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
  const folder = await takeDataDir(dataDir, { reset: false })
  stop.add(async () => folder.release())
  const at = await freePort(flags.port)
  const url = `http://127.0.0.1:${at}`
  const env = await step('its parts', async () => {
    const given = fulfillmentEnvironment({ url, shop: flags.shop && path.resolve(ROOT, flags.shop) })
    const parts = await startOwnParts({ dataDir, port: at, url, given })
    stop.add(parts.close)
    return parts.env
  })
  writeFileSync(path.join(dataDir, 'fulfillment.env'), asText(env), { mode: 0o600 })
  await generateClients({ ifOlder: true })
  await step('migrations', () => migrateFulfillment(env['FULFILLMENT_DATABASE_URL'] ?? ''))
  const distDir = path.join('..', distDirFor(ROOT, dataDir))
  const appEnv = { ...env, NEXT_DIST_DIR: distDir, NEXT_TELEMETRY_DISABLED: '1' }
  if (flags.build) await step('build', () => buildFulfillment({ root: ROOT, env: appEnv }))
  const log = path.join(dataDir, 'fulfillment.log')
  const app = await step('warehouse', () =>
    serve({ root: path.join(ROOT, 'fulfillment'), mode: 'start', port: at, env: appEnv, log, alone: true }),
  )
  stop.add(() => app.stop())
  await createFulfillmentSchedule(env)
  console.log(
    `\n  Ready after ${elapsed()}.\n\n  Warehouse  ${url}/warehouse\n\n  Ctrl-C stops everything.\n`,
  )
  const how = await app.ended
  if (!stop.stopping) throw new Error(`The warehouse ended by itself (${how}).\n${lastLines(log)}`)
}

function asText(env: Record<string, string>): string {
  const lines = Object.entries(env).map(([name, value]) => `${name}='${value}'`)
  return `${lines.join('\n')}\n`
}
