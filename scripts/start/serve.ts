import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type StartedProcess, startProcess } from '../../local/process'

const START_TIMEOUT_MS = 60_000
/** Looks at each request before Next does. */
const ENTRY = new URL('../../server/entry.mjs', import.meta.url).href
const NEXT = fileURLToPath(new URL('../../node_modules/next/dist/bin/next', import.meta.url))

/** What a program needs to run at all, and what it is given: no setting that this process happens to have. */
export const aloneEnvironment = (env: Record<string, string>): Record<string, string | undefined> => ({
  ...Object.fromEntries(['PATH', 'HOME', 'TMPDIR', 'SystemRoot'].map((name) => [name, process.env[name]])),
  ...env,
})

/** Longer than what stands in front keeps a connection: it never sends a request into one that is closing. */
const KEEP_ALIVE_MS = 65_000

/**
 * Starts Next (`start` or `dev`) and waits until it answers. What it says goes to `log`; in `dev` to the terminal.
 * @throws with its last words when it ends before that
 */
export async function serve(options: {
  root: string
  mode: 'start' | 'dev'
  port: number
  env: Record<string, string>
  log: string
  /** with `env` and nothing of this process's own environment but what every program needs */
  alone?: boolean
}): Promise<StartedProcess> {
  const { root, mode, port, env, log, alone = false } = options
  const output = mode === 'dev' ? 'inherit' : openSync(log, 'w', 0o600)
  const next = await startProcess({
    command: process.execPath,
    args: [
      `--import=${ENTRY}`,
      NEXT,
      mode,
      '-p',
      String(port),
      ...(mode === 'start' ? ['--keepAliveTimeout', String(KEEP_ALIVE_MS)] : []),
    ],
    cwd: root,
    env: {
      ...(alone ? aloneEnvironment(env) : { ...process.env, ...env }),
      NODE_ENV: mode === 'dev' ? 'development' : 'production',
    },
    output,
  })
  if (output !== 'inherit') closeSync(output)
  let exit: number | string | undefined
  void next.ended.then((how) => (exit = how))
  const giveUp = Date.now() + START_TIMEOUT_MS
  while (!(await answers(port))) {
    if (exit !== undefined || Date.now() > giveUp) {
      await next.stop()
      const how = exit === undefined ? 'does not answer' : `ended with ${exit}`
      throw new Error(`the shop ${how}:\n${mode === 'dev' ? '' : lastLines(log)}`)
    }
    await sleep(100)
  }
  return next
}

async function answers(port: number): Promise<boolean> {
  const timeout = AbortSignal.timeout(START_TIMEOUT_MS)
  return fetch(`http://localhost:${port}/`, { redirect: 'manual', signal: timeout }).then(
    async (response) => {
      await response.body?.cancel()
      return true
    },
    () => false,
  )
}

export const lastLines = (file: string): string =>
  readFileSync(file, 'utf8').trim().split('\n').slice(-25).join('\n')
