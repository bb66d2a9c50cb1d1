/** `npm start` and `npm run dev`, under the pinned Node with everything installed. scripts/start.mjs comes before it. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LocalStack } from '../../local/stack'
import { createSchedules } from '../schedules'
import { command, port as portNumber } from '../terminal/command'
import { elapsed, step } from '../terminal/progress'
import { prepareShop } from './prepare'
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
  const { stack, env, port } = await prepareShop({
    ...{ root: ROOT, dataDir, port: flags.port, reset: flags.reset === true },
    isBuiltHere: !flags.dev && flags.build,
    stop,
  })
  const log = path.join(dataDir, 'shop.log')
  const next = await step('shop', () =>
    serve({ root: ROOT, mode: flags.dev ? 'dev' : 'start', port, env, log }),
  )
  stop.add(() => next.stop())
  await createSchedules({ appUrl: stack.parts.app, qstash: stack.parts.qstash })
  printWelcome(stack, log)

  const how = await next.ended
  if (stop.stopping) return
  throw new Error(`The shop ended by itself (${how}).\n${flags.dev ? '' : lastLines(log)}`)
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
