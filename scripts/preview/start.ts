import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { freePort } from '../../local/free-port'
import { allPreviews, isRunning, type Place, type Preview, readPreview, writePreview } from './record'

const FIRST_PORT = 4_000
const PORTS = 900
const STOP_MS = 20_000
/** Dependencies, build and start of a slow machine; beyond this something is wrong. */
const READY_MS = 30 * 60_000

/** What a branch must bring: this file, which takes --port and --data, and leaves stack.json there once its parts run. */
const START = path.join('scripts', 'start.mjs')

export function canStart(place: Place): boolean {
  return existsSync(path.join(place.tree, START))
}

/** The port that this preview had, else one that no other has, the same for the same branch where it can be. */
export async function portFor(root: string, place: Place): Promise<number> {
  const known = readPreview(place)?.port
  if (known) return known
  const taken = new Set(allPreviews(root).map(({ port }) => port))
  let port = FIRST_PORT + (Number.parseInt(place.folder.slice(-8), 16) % PORTS)
  while (taken.has(port) || (await freePort(port)) !== port) port += 1
  return port
}

/**
 * Starts the branch's own `npm start` on its own data, as a preview. It goes on when this process ends.
 * @returns its process id and what it ends with, should it end
 */
export function launch(options: { place: Place; branch: string; port: number; reset: boolean }) {
  const { place, branch, port, reset } = options
  mkdirSync(place.folder, { recursive: true })
  rmSync(path.join(place.data, 'stack.json'), { force: true })
  const log = openSync(place.log, 'w', 0o600)
  const args = [START, '--port', String(port), '--data', place.data, ...(reset ? ['--reset'] : [])]
  const child = spawn(process.execPath, args, {
    cwd: place.tree,
    env: { ...environment(), DEPLOYMENT: 'preview', PREVIEW_BRANCH: branch },
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const ended = new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(message))
    child.once('exit', (code, signal) => resolve(String(signal ?? code)))
  })
  child.unref()
  return { pid: child.pid ?? 0, ended }
}

/** The caller's, without what npm adds for this command, and without what names another deployment's parts. */
function environment(): NodeJS.ProcessEnv {
  const dropped = /^(npm_|INIT_CWD$|FIFTYONE_|PORT$|NODE_ENV$|NEXT_|DEPLOYMENT_NAME$|REDIS_PREFIX$|VERCEL)/
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !dropped.test(name)),
  ) as NodeJS.ProcessEnv
}

/**
 * Shows what the branch's start says until the shop answers.
 * @returns where it answers
 * @throws with its last words when it ends before that
 */
export async function untilReady(place: Place, ended: Promise<string>): Promise<string> {
  let exit: string | undefined
  void ended.then((how) => (exit = how))
  let shown = 0
  for (const giveUp = Date.now() + READY_MS; ; await sleep(200)) {
    const text = existsSync(place.log) ? readFileSync(place.log, 'utf8') : ''
    const [said = '', welcome] = text.split(/^.*Ready after.*$/m)
    process.stdout.write(said.slice(shown))
    shown = said.length
    if (welcome !== undefined) return addressOf(place)
    if (exit !== undefined)
      throw new Error(`The branch's npm start ended with ${exit}. All it said: ${place.log}`)
    if (Date.now() > giveUp)
      throw new Error(`The preview is not ready after 30 minutes. What it said: ${place.log}`)
  }
}

function addressOf(place: Place): string {
  const file = path.join(place.data, 'stack.json')
  return z.object({ app: z.url() }).parse(JSON.parse(readFileSync(file, 'utf8'))).app
}

/** Ends it, and waits until it has put its data away. Again: nothing happens. */
export async function stopPreview(place: Place): Promise<boolean> {
  const preview = readPreview(place)
  if (!preview) return false
  const wasRunning = isRunning(preview)
  if (wasRunning) {
    process.kill(preview.pid, 'SIGTERM')
    for (const giveUp = Date.now() + STOP_MS; isRunning(preview) && Date.now() < giveUp;) await sleep(100)
    if (isRunning(preview)) process.kill(preview.pid, 'SIGKILL')
  }
  writePreview(place, { ...preview, pid: 0 } satisfies Preview)
  return wasRunning
}
