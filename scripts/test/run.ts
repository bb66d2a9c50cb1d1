/** The steps of `npm test`, under the pinned Node with everything installed. scripts/test.mjs comes before it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateClients, prisma } from '../prisma'
import { command } from '../terminal/command'
import { elapsed, step } from '../terminal/progress'
import { stopOnSignals } from '../terminal/signals'
import { countPlaywright, type Counts, countVitest, readReport, verdict } from './counts'
import { programs, type Ran } from './program'
import { type ShopUnderTest, startShopUnderTest } from './shop-under-test'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DATA_DIR = '.local-test'

command({
  run: 'npm test --',
  about:
    'Format, lint, unused code, types, unit, integration, production build, a real browser, servers that are killed. Ends with "N passed, N failed".',
  examples: ['npm test'],
}).parse()
const stop = stopOnSignals()
const { run, stopAll } = programs(ROOT)
stop.add(stopAll)
const reports = await mkdtemp(path.join(tmpdir(), 'fiftyone-reports-'))
stop.add(() => rm(reports, { recursive: true, force: true }))

const bin = (name: string, file: string) => path.join('node_modules', name, file)
const total: Counts = { passed: 0, failed: 0 }
const complaints: string[] = []

console.log('Fiftyone: tests\n')
await check('database clients', async () => {
  for (const database of ['shop', 'fulfillment']) {
    await prisma(['validate'], { PRISMA_DATABASE: database })
  }
  await generateClients()
})
// Two lanes, as there are two cores at least. Tests that race and wait do not share the machine with a build, and the
// browser's have it to themselves.
const [shop] = await Promise.all([checksThenShop(), vitest(['unit'])])
await vitest(['integration', 'faults', 'simulation'])
if (shop) {
  await browser(shop)
  await vitest(['server'], { NEXT_DIST_DIR: path.join(DATA_DIR, 'next') })
  await check('invariants', () => must(invariants()))
}

if (!stop.stopping) {
  for (const complaint of complaints) console.log(`\n${complaint}`)
  console.log(`\nin ${elapsed()}\n${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
}
await stop.everything()

async function checksThenShop(): Promise<ShopUnderTest | undefined> {
  await check('format', () =>
    must(run(bin('prettier', 'bin/prettier.cjs'), ['--check', '--log-level=warn', '.'])),
  )
  await check('lint', () => must(run(bin('eslint', 'bin/eslint.js'), ['--max-warnings', '0', '.'])))
  await check('unused code', () => must(run(bin('knip', 'bin/knip.js'), [])))
  await check('types', async () => {
    await must(run(bin('next', 'dist/bin/next'), ['typegen']))
    await must(run(bin('typescript', 'bin/tsc'), ['--noEmit']))
  })
  return check('build and start', async () => {
    const shop = await startShopUnderTest(ROOT, DATA_DIR)
    stop.add(shop.stop)
    return shop
  })
}

async function vitest(projects: readonly string[], env: Record<string, string> = {}): Promise<void> {
  for (const project of projects) {
    const report = path.join(reports, `${project}.json`)
    await count(project, report, countVitest, () =>
      run(
        bin('vitest', 'vitest.mjs'),
        // Those that kill servers each start a stack at fixed ports.
        [
          'run',
          '--project',
          project,
          ...(project === 'server' ? ['--no-file-parallelism'] : []),
          '--reporter=dot',
          '--reporter=json',
          `--outputFile.json=${report}`,
        ],
        env,
      ),
    )
  }
}

async function browser(shop: ShopUnderTest): Promise<void> {
  const report = path.join(reports, 'browser.json')
  const env = { BASE_URL: shop.url, STACK_FILE: shop.stackFile, PLAYWRIGHT_REPORT: report }
  await count('browser', report, countPlaywright, () => run(bin('@playwright/test', 'cli.js'), ['test'], env))
}

/** What must hold after all that was bought, and may need a moment to. */
function invariants(): Promise<Ran> {
  return run('--conditions=react-server', [
    ...['--import', 'tsx', 'scripts/invariants/run.ts'],
    ...['--data', DATA_DIR, '--settle', '60'],
  ])
}

/** A step that has no tests of its own; when it fails, that is one failure. */
async function check<Result>(name: string, work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await step(name, work)
  } catch (error) {
    total.failed += 1
    complaints.push(`── ${name} ──\n${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

/** A step of tests: its numbers go to the total, its failures are told at the end. */
async function count(
  name: string,
  report: string,
  countIn: (report: unknown) => Counts,
  work: () => Promise<Ran>,
): Promise<void> {
  const { counts, output } = await step(
    name,
    async () => {
      const { code, output } = await work()
      return { counts: verdict(await readReport(report, countIn), code), output }
    },
    ({ counts }) => `${counts.passed} passed, ${counts.failed} failed`,
    ({ counts }) => counts.failed === 0,
  )
  total.passed += counts.passed
  total.failed += counts.failed
  if (counts.failed > 0) complaints.push(`── ${name} ──\n${output}`)
}

async function must(running: Promise<Ran>): Promise<void> {
  const { code, output } = await running
  if (code !== 0) throw new Error(output || `ended with ${code}`)
}
