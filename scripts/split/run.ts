/**
 * `npm run e2e:split`: the shop and the warehouse as two deployments on this machine, each with its own database and its own
 * environment; the whole journey in a browser, through the shop's address; then the invariants of both.
 */
import path from 'node:path'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { freePort } from '../../local/free-port'
import { startProcess } from '../../local/process'
import { command } from '../terminal/command'
import { step } from '../terminal/progress'
import { stopOnSignals } from '../terminal/signals'
import { startShopUnderTest } from '../test/shop-under-test'
import { startUntilReady } from '../test/start-until-ready'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SHOP = '.local-split'
const WAREHOUSE = '.local-split-fulfillment'
const JOURNEY = ['purchase.spec.ts', 'warehouse.spec.ts', 'split.spec.ts']
command({
  run: 'npm run e2e:split --',
  about:
    'Shop and warehouse as two deployments on this machine, the whole journey through both in a browser, then the invariants.',
  examples: ['npm run e2e:split'],
}).parse()
const stop = stopOnSignals()

try {
  process.exitCode = await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
await stop.everything()

async function run(): Promise<number> {
  const port = await freePort(3310)
  const warehouse = `http://127.0.0.1:${port}`
  process.env['FULFILLMENT_URL'] = warehouse
  process.env['SERVICES'] = JSON.stringify({ fulfillment: warehouse })
  const shop = await step('shop', () => startShopUnderTest(ROOT, SHOP))
  stop.add(shop.stop)
  const fulfillment = await step('warehouse', () =>
    startUntilReady({
      root: ROOT,
      args: [
        ...['--conditions=react-server', 'scripts/serve-fulfillment/run.ts'],
        ...['--port', String(port), '--data', WAREHOUSE, '--shop', SHOP],
      ],
      env: process.env,
    }),
  )
  stop.add(() => fulfillment.stop(15_000))
  const journey = await node(['node_modules/@playwright/test/cli.js', 'test', ...JOURNEY], {
    BASE_URL: shop.url,
    STACK_FILE: shop.stackFile,
    WAREHOUSE_URL: warehouse,
  })
  if (journey !== 0) return journey
  const own = parseEnv(readFileSync(path.join(ROOT, WAREHOUSE, 'fulfillment.env'), 'utf8'))
  return node(
    [
      '--conditions=react-server',
      '--import',
      'tsx',
      'scripts/invariants/run.ts',
      '--data',
      SHOP,
      '--settle',
      '60',
    ],
    { FULFILLMENT_DATABASE_URL: own['FULFILLMENT_DATABASE_URL'] ?? '' },
  )
}

async function node(args: string[], env: Record<string, string>): Promise<number> {
  const program = await startProcess({
    command: process.execPath,
    args,
    cwd: ROOT,
    env: { ...process.env, ...env },
    output: 'inherit',
  })
  stop.add(() => program.stop())
  const code = await program.ended
  return typeof code === 'number' ? code : 1
}
