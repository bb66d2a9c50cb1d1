/**
 * `npm run faults [-- F2 F6 …]`: the catalogue of faults at its full figures, one file after the other, each line what was
 * done, how many faults were injected and what was found. Without names, all of it. SEEDS sets how many F3 simulates.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startProcess } from '../../local/process'
import { stopOnSignals } from '../terminal/signals'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const { positionals: names } = parseArgs({ allowPositionals: true })
const stop = stopOnSignals()

const vitest = await startProcess({
  command: process.execPath,
  args: [
    path.join('node_modules', 'vitest', 'vitest.mjs'),
    ...['run', '--project', 'faults', '--project', 'simulation', '--no-file-parallelism'],
    ...(names.length > 0 ? ['-t', `^(${names.join('|')}):`] : []),
  ],
  cwd: ROOT,
  env: { ...process.env, FAULTS: 'full' },
  output: 'inherit',
})
stop.add(() => vitest.stop(15_000))
const code = await vitest.ended
if (!stop.stopping) process.exitCode = typeof code === 'number' ? code : 1
await stop.everything()
