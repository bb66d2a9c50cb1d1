import { type StartedProcess, startProcess } from '../../local/process'

/** Starts one of our programs that serves, and waits for its "Ready after". @throws with its output when it ends before */
export async function startUntilReady(options: {
  root: string
  args: readonly string[]
  env: NodeJS.ProcessEnv
}): Promise<StartedProcess> {
  const { root, args, env } = options
  let output = ''
  const { promise: ready, resolve } = Promise.withResolvers<boolean>()
  const started = await startProcess({
    command: process.execPath,
    args: ['--import', 'tsx', ...args],
    cwd: root,
    env,
    onOutput: (chunk) => {
      output += chunk.toString('utf8')
      if (output.includes('Ready after')) resolve(true)
    },
  })
  void started.ended.then(() => resolve(false))
  if (!(await ready)) throw new Error(output.trim())
  return started
}
