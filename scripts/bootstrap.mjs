/**
 * What runs before anything is installed, by whichever Node ≥ 20 is there: installs the dependencies when they are
 * missing or older than the lockfile, then continues with a program under the Node that the lockfile pins.
 */
import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const OLDEST_NODE = 20
const STARTED_AT = Date.now()

/** The Node that npm installed for this project; the one that runs this, where there is none. */
function pinnedNode() {
  const installed = path.join(
    ROOT,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  )
  return existsSync(installed) ? installed : process.execPath
}

function isInstalled() {
  const mark = path.join(ROOT, 'node_modules', '.package-lock.json')
  const lockfile = path.join(ROOT, 'package-lock.json')
  return existsSync(mark) && statSync(mark).mtimeMs >= statSync(lockfile).mtimeMs
}

/** Runs `npm ci` when it is needed. Ends the process with npm's output when that fails. */
export async function installDependencies() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    console.error(`Node ${OLDEST_NODE} or newer is needed; this is ${process.version}.`)
    process.exit(1)
  }
  if (isInstalled()) return
  const startedAt = performance.now()
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
  const terminal = process.stdout.isTTY === true
  const line = (mark) => `  ${mark} ${'dependencies'.padEnd(16)} ${seconds().padStart(8)}`
  const ticking = terminal ? setInterval(() => process.stdout.write(`\r${line('…')}`), 100) : undefined
  if (!terminal) console.log('  … dependencies: npm ci')
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const viaNode = npm?.endsWith('.js') === true
  const { code, output } = await capture(viaNode ? process.execPath : 'npm', viaNode ? [npm, ...args] : args)
  clearInterval(ticking)
  console.log(`${terminal ? '\r\u001b[K' : ''}${line(code === 0 ? '✓' : '✗')}`)
  if (code !== 0) {
    console.error(`\n${output.trim()}\n`)
    process.exit(1)
  }
}

function capture(command, args) {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const stop = forwardSignals(child, true)
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('error', (error) => resolve({ code: 1, output: error.message }))
    child.once('exit', (code, signal) => {
      stop()
      if (signal) process.exit(130)
      resolve({ code, output })
    })
  })
}

/** Runs a TypeScript program of ours and ends this process as it ends. */
export function continueWith(program, args) {
  const node = pinnedNode()
  const bin = path.join(ROOT, 'node_modules', '.bin')
  const env = {
    ...process.env,
    FIFTYONE_STARTED_AT: String(STARTED_AT),
    PATH: [path.dirname(node), bin, process.env.PATH ?? ''].join(path.delimiter),
  }
  const child = spawn(node, ['--import', 'tsx', path.join(ROOT, program), ...args], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  })
  forwardSignals(child, false)
  child.once('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

/** Ctrl-C and the like are for the child to act on; also when the process that started this one is gone. */
function forwardSignals(child, group) {
  const send = (signal) => {
    try {
      if (group && child.pid) process.kill(-child.pid, signal)
      else child.kill(signal)
    } catch {
      // it has ended
    }
  }
  const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => [signal, () => send(signal)])
  for (const [signal, handler] of handlers) process.on(signal, handler)
  const parent = process.ppid
  const watch = process.env.npm_lifecycle_event
    ? setInterval(() => process.ppid !== parent && send('SIGTERM'), 250)
    : undefined
  watch?.unref()
  return () => {
    clearInterval(watch)
    for (const [signal, handler] of handlers) process.off(signal, handler)
  }
}
