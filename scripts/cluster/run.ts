/** `npm run cluster -- 3 --port 4200`: several servers of one build behind nginx, as a large shop runs on servers of its own. */
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../local/free-port'
import { findNginx, startNginx } from '../../local/nginx'
import { createSchedules } from '../schedules'
import { prepareShop, writeStackFile } from '../start/prepare'
import { serve } from '../start/serve'
import { command, port as portNumber, refuse, wholeNumberFrom } from '../terminal/command'
import { elapsed, step } from '../terminal/progress'
import { stopOnSignals } from '../terminal/signals'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** A server that ended is started again after so long. */
const RESTART_AFTER_MS = 500

const program = command({
  run: 'npm run cluster --',
  about: 'Starts several servers of one build behind nginx, with everything they need, on this machine.',
  examples: ['npm run cluster -- 3', 'npm run cluster -- 3 --port 4200 --data .local-cluster'],
})
  .argument('[servers]', 'how many servers', wholeNumberFrom(1, 16), 3)
  .option('--port <number>', 'where nginx answers', portNumber, 4200)
  .option('--data <folder>', 'where the shop keeps its data', '.local-cluster')
  .option('--reset', 'throws that data away first')
  .parse()
const [count] = program.processedArgs
const flags = program.opts()
const dataDir = path.resolve(ROOT, flags.data)
const nginx =
  findNginx() ??
  refuse('there is no nginx on this machine. Debian: apt-get install nginx; macOS: brew install nginx')

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
  const { stack, env, port } = await prepareShop({
    ...{ root: ROOT, dataDir, port: flags.port, reset: flags.reset === true, isBuiltHere: true, stop },
  })
  const ports: number[] = []
  for (let i = 1; i <= count; i++) ports.push(await freePort((ports.at(-1) ?? port) + 1))
  await step('servers', () => Promise.all(ports.map((one, i) => keepServing(one, i + 1, env))))
  const front = await step('nginx', () =>
    startNginx({ nginx, folder: path.join(dataDir, 'nginx'), port, servers: ports }),
  )
  stop.add(() => front.stop())
  const instances = ports.map((one) => `http://localhost:${one}`)
  writeStackFile(dataDir, stack, { instances })
  await createSchedules({ appUrl: stack.parts.app, qstash: stack.parts.qstash })
  console.log(`
  Ready after ${elapsed()}.

  Shop       ${stack.parts.app}, by nginx
  Servers    ${instances.join('  ')}

  Ctrl-C stops everything.
`)
  const how = await front.ended
  if (!stop.stopping) throw new Error(`nginx ended by itself (${how}).`)
}

/** Serves at this port until the cluster stops: a server that ends is started again. */
async function keepServing(port: number, number: number, env: Record<string, string>): Promise<void> {
  const start = () =>
    serve({
      root: ROOT,
      mode: 'start',
      port,
      env: {
        ...env,
        SHARED_CACHE: 'on',
        ORIGIN_URL: `http://localhost:${port}`,
        CLIENT_ADDRESS_HEADER: 'x-real-ip',
      },
      log: path.join(dataDir, `server-${number}.log`),
    })
  let server = await start()
  stop.add(() => server.stop())
  void (async () => {
    for (;;) {
      const how = await server.ended
      if (stop.stopping) return
      console.log(`  ! server ${number} ended (${how}) and is started again`)
      await sleep(RESTART_AFTER_MS)
      server = await start()
    }
  })().catch((error: unknown) => console.error(error))
}
