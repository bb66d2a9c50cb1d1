import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface StartedProcess {
  readonly pid: number
  /** Resolves with what the process ended by: an exit code or a signal's name. Never rejects. */
  readonly ended: Promise<number | string>
  /** Asks the process and its children to end, kills them when they have not after `graceMs`. Safe to call twice. */
  stop(graceMs?: number): Promise<void>
}

export type Environment = Readonly<Record<string, string | undefined>>

export interface ProcessOptions {
  command: string
  args: readonly string[]
  cwd?: string | undefined
  /** The whole environment; this process's own without one. */
  env?: Environment | undefined
  /** Run as another user; only root may. */
  user?: { uid: number; gid: number } | undefined
  /** File descriptor that gets stdout and stderr; ignored without one. `inherit` shows them. */
  output?: number | 'inherit' | undefined
  onOutput?: ((chunk: Buffer) => void) | undefined
  stopSignal?: NodeJS.Signals | undefined
}

/**
 * Starts a program in its own process group, so that Ctrl-C reaches it only through `stop`, in the order the caller
 * wants. It cannot outlive this process: a guard process stops it when this one dies without a chance to.
 * @throws when the program cannot be started
 */
export async function startProcess(options: ProcessOptions): Promise<StartedProcess> {
  const { command, args, cwd, env, user, onOutput, output = 'ignore', stopSignal = 'SIGTERM' } = options
  const stream = onOutput ? 'pipe' : output
  const child = spawn(command, args, {
    ...(cwd ? { cwd } : {}),
    ...(env ? { env: { NODE_ENV: process.env.NODE_ENV, ...env } } : {}),
    ...user,
    detached: true,
    stdio: ['ignore', stream, stream],
  })
  const ended = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code ?? 0))
    child.once('error', () => resolve('not started'))
  })
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  const pid = child.pid
  if (pid === undefined) throw new Error(`${command} has no process id`)
  if (onOutput) {
    child.stdout?.on('data', onOutput)
    child.stderr?.on('data', onOutput)
  }
  tellGuard(`+${pid} ${stopSignal}`)
  void ended.then(() => tellGuard(`-${pid}`))

  let stopping: Promise<void> | undefined
  const end = async (graceMs: number) => {
    signalGroup(pid, stopSignal)
    const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs)
    await ended
    clearTimeout(timer)
  }
  return {
    pid,
    ended,
    stop: (graceMs = 5_000) => (stopping ??= isOver(child) ? Promise.resolve() : end(graceMs)),
  }
}

const isOver = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // it has ended
  }
}

let guard: ChildProcess | undefined

function tellGuard(line: string): void {
  if (!guard) {
    const program = fileURLToPath(new URL('guard.mjs', import.meta.url))
    guard = spawn(process.execPath, [program], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { NODE_ENV: 'production' },
    })
    guard.unref()
    guard.stdin?.on('error', () => undefined)
    // Its pipe must not keep this process alive.
    const pipe: unknown = guard.stdin
    if (pipe instanceof Object && 'unref' in pipe && typeof pipe.unref === 'function') pipe.unref()
  }
  guard.stdin?.write(`${line}\n`)
}
