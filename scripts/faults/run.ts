/**
 * `npm run faults [-- F2 F6 …]`: the catalogue of faults at its full figures, one file after the other, each line what was
 * done, how many faults were injected and what was found. Without names, all of it. SEEDS sets how many F3 simulates.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { startProcess } from '../../local/process'
import { command } from '../terminal/command'
import { stopOnSignals } from '../terminal/signals'
import { startShopUnderTest } from '../test/shop-under-test'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DATA_DIR = '.local-faults'
const names = command({
  run: 'npm run faults --',
  about: 'Runs the catalogue of faults at its full figures. SEEDS sets how many runs the simulation makes.',
  examples: ['npm run faults', 'npm run faults -- F2 F6', "npm run faults -- 'hazard 34'"],
})
  .argument('[names...]', 'which faults: a part of their titles; all unless given')
  .parse().args
const stop = stopOnSignals()
const wanted = new RegExp(names.join('|'))

// The killed servers run a build of their own.
if (['F2', 'F8', 'hazard 34', '5,000 addresses'].some((name) => wanted.test(name))) {
  const shop = await startShopUnderTest(ROOT, DATA_DIR)
  await shop.stop()
}

const vitest = await startProcess({
  command: process.execPath,
  args: [
    path.join('node_modules', 'vitest', 'vitest.mjs'),
    ...[
      'run',
      '--project',
      'faults',
      '--project',
      'simulation',
      '--project',
      'server',
      '--no-file-parallelism',
    ],
    ...(names.length > 0 ? ['-t', wanted.source] : []),
  ],
  cwd: ROOT,
  env: { ...process.env, FAULTS: 'full', NEXT_DIST_DIR: path.join(DATA_DIR, 'next') },
  output: 'inherit',
})
stop.add(() => vitest.stop(15_000))
const code = await vitest.ended
if (!stop.stopping) process.exitCode = typeof code === 'number' ? code : 1
await stop.everything()
