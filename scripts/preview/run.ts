/**
 * `npm run preview -- <branch> [--port N] [--reset]` builds and serves the newest commit of a branch, beside any number of
 * others, each with databases, Redis, bus, payments, sign-in and secrets of its own; again, it moves the preview on and
 * keeps its data. It goes on running: `--list` shows all, `--stop <branch>` ends one, `--remove <branch>` takes its
 * files and data away too. `--names <branch>` prints what a hosted preview of the branch is called.
 */
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { branchNames } from '../../lib/config/branch-names'
import { command, port as portNumber, refuse } from '../terminal/command'
import { elapsed, step } from '../terminal/progress'
import { shareDependencies } from './dependencies'
import { checkOut, currentBranch, forget, headOf, uncommitted } from './git'
import { inWords, listPreviews } from './list'
import { isRunning, placeOf, readPreview, writePreview } from './record'
import { canStart, launch, portFor, stopPreview, untilReady } from './start'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const asked = command({
  run: 'npm run preview --',
  about:
    'Builds and serves the newest commit of a branch beside any number of others, each with data of its own. It goes on running.',
  examples: [
    'npm run preview -- my-branch',
    'npm run preview -- --list',
    'npm run preview -- --stop my-branch',
    'npm run preview -- --remove my-branch',
  ],
})
  .argument('[branch]', 'which branch')
  .option('--port <number>', 'where it answers; a free one unless given', portNumber)
  .option('--reset', 'throws its data away first')
  .option('--list', 'shows all previews')
  .option('--json', 'with --list: as JSON')
  .option('--stop', 'ends the preview; its data stays')
  .option('--remove', 'ends it and removes its files and data')
  .option('--names', 'prints what a hosted preview of the branch is called')
  .parse()
const flags = asked.opts()
const branch = asked.args[0]?.replace(/^refs\/heads\//, '')
try {
  if (flags.list) list()
  else if (!branch) refuse('Which branch?')
  else if (flags.names) printNames(branch)
  else if (flags.stop) await stop(branch)
  else if (flags.remove) await remove(branch)
  else await show(branch)
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

async function show(branch: string): Promise<void> {
  const head = headOf(ROOT, branch)
  if (!head) throw new Error(`There is no branch "${branch}" here, nor at origin as it was last fetched.`)
  const place = placeOf(ROOT, branch)
  console.log(
    `Preview of ${branch} at ${head.commit.slice(0, 10)}${head.ref.includes('remotes') ? ' (origin)' : ''}\n`,
  )
  if (branch === currentBranch(ROOT) && uncommitted(ROOT) > 0) {
    console.log(
      `  ! ${uncommitted(ROOT)} uncommitted changes here are not part of it: a preview shows commits\n`,
    )
  }
  const port = flags.port ?? (await portFor(ROOT, place))
  if (await stopPreview(place)) console.log('  stopped the one that ran')
  await step('files', async () => checkOut(ROOT, place.tree, head.commit))
  if (!canStart(place)) {
    throw new Error(
      `This branch cannot be previewed: it has no scripts/start.mjs that takes --port and --data.`,
    )
  }
  await step(
    'dependencies',
    () => shareDependencies(ROOT, place.tree),
    (shared) => (shared ? 'shared with this work tree' : 'the branch installs its own'),
  )
  const { pid, ended } = launch({ place, branch, port, reset: flags.reset === true })
  const preview = { branch, commit: head.commit, port, pid, since: new Date().toISOString() }
  writePreview(place, preview)
  const giveUp = (signal: NodeJS.Signals) =>
    void stopPreview(place).then(() => process.exit(signal === 'SIGINT' ? 130 : 143))
  process.on('SIGINT', giveUp).on('SIGTERM', giveUp)
  const url = await untilReady(place, ended).catch(async (error: unknown) => {
    await stopPreview(place)
    throw error
  })
  writePreview(place, { ...preview, url })
  console.log(`
  Ready after ${elapsed()}, and it goes on running.

  Preview    ${url}
  Sign in    as at home: shopper@example.com, warehouse@example.com, …; password demo
  Data       ${path.relative(process.cwd(), place.data)}: its own databases, Redis, bus, payments, sign-in and secrets
  Stop       npm run preview -- --stop ${branch}
  All        npm run preview -- --list
`)
  process.exit(0)
}

async function stop(branch: string): Promise<void> {
  const place = placeOf(ROOT, branch)
  if (!readPreview(place))
    throw new Error(`There is no preview of "${branch}". npm run preview -- --list shows all.`)
  console.log(
    (await stopPreview(place)) ? `Stopped ${branch}; its data stays.` : `${branch} was not running.`,
  )
}

/** The preview's folder is named by our own rule, so that nothing else can be meant; the branch may be gone by now. */
async function remove(branch: string): Promise<void> {
  const place = placeOf(ROOT, branch)
  const preview = readPreview(place)
  if (!preview) throw new Error(`There is no preview of "${branch}". npm run preview -- --list shows all.`)
  await stopPreview(place)
  if (isRunning(preview)) throw new Error(`Process ${preview.pid} does not end; nothing was removed.`)
  await rm(place.folder, { recursive: true, force: true })
  forget(ROOT)
  console.log(`Removed the preview of ${branch} with its data. The branch itself is untouched.`)
}

function list(): void {
  const previews = listPreviews(ROOT)
  if (flags.json) console.log(JSON.stringify(previews, null, 2))
  else if (previews.length === 0) console.log('There are no previews. npm run preview -- <branch> makes one.')
  else console.log(previews.map(inWords).join('\n'))
}

function printNames(branch: string): void {
  const { slug, database, fulfillmentDatabase, redisPrefix } = branchNames(branch)
  console.log(
    `SLUG=${slug}\nDATABASE=${database}\nFULFILLMENT_DATABASE=${fulfillmentDatabase}\nREDIS_PREFIX=${redisPrefix}`,
  )
}
