import path from 'node:path'
import { startProcess } from '../../local/process'
import { aloneEnvironment } from '../start/serve'

/** Builds the fulfillment application by itself. @throws with the build's output when it fails */
export async function buildFulfillment(options: {
  root: string
  env: Record<string, string>
}): Promise<void> {
  const { root, env } = options
  let output = ''
  const next = await startProcess({
    command: process.execPath,
    args: [path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    cwd: path.join(root, 'fulfillment'),
    env: { ...aloneEnvironment(env), NODE_ENV: 'production' },
    onOutput: (chunk) => (output += chunk.toString('utf8')),
  })
  const code = await next.ended
  if (code !== 0) throw new Error(`next build ended with ${code}:\n${output.trim()}`)
}
