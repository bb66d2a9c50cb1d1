import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, constants, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const START_TIMEOUT_MS = 10_000
/** With our own part of it, a socket's path may have 103 characters on macOS, 107 on Linux. */
const LONGEST_TEMP_PATH = 70

// Outlives nobody: when our end of the shell's standard input closes, by close() or because this process died
// of whatever signal, the shell stops Redis and removes its folder. In a session of its own, so that Ctrl-C
// leaves the order of stopping to the parent.
const GUARD = `trap '' INT TERM HUP
dir=$1; shift
"$@" & pid=$!
cat >/dev/null
kill "$pid" 2>/dev/null; wait "$pid"
rm -rf "$dir"`

/** The path of a `redis-server` that can be run; undefined when PATH has none, or temporary files are kept too deep for a socket. */
export async function findRedisServer(path: string): Promise<string | undefined> {
  if (process.platform === 'win32' || tmpdir().length > LONGEST_TEMP_PATH) return undefined
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, 'redis-server')
    const runs = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (runs) return file
  }
  return undefined
}

/** Starts a private Redis without persistence on a unix socket, and waits until the socket is there. */
export async function startRedisServer(
  executable: string,
): Promise<{ socket: string; close(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'fiftyone-redis-'))
  const socket = join(dir, 'redis.sock')
  const redis = [executable, '--port', '0', '--unixsocket', socket, '--unixsocketperm', '700']
  const settings = ['--dir', dir, '--save', '', '--appendonly', 'no', '--loglevel', 'warning']
  const guard = spawn('/bin/sh', ['-c', GUARD, 'sh', dir, ...redis, ...settings], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  const exited = once(guard, 'exit')
  const close = async () => {
    guard.stdin.end()
    await exited
  }
  const deadline = Date.now() + START_TIMEOUT_MS
  while (!(await exists(socket))) {
    if (Date.now() > deadline) {
      await close()
      throw new Error(`${executable} did not start within ${START_TIMEOUT_MS / 1000} s`)
    }
    await sleep(10)
  }
  return { socket, close }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )
