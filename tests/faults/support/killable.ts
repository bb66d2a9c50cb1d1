import { startProcess } from '@/local/process'

const MODULE = 'tests/faults/support/bus-process.ts'

/** Starts an end of the bus in a process of its own, and waits until it has begun. */
export async function startKillable(...args: string[]) {
  let output = ''
  let begun = () => {}
  const ready = new Promise<void>((resolve) => (begun = resolve))
  const child = await startProcess({
    command: process.execPath,
    args: ['--conditions=react-server', '--import', 'tsx', MODULE, ...args],
    env: process.env,
    onOutput: (chunk) => {
      output += chunk.toString('utf8')
      if (output.includes('ready')) begun()
    },
  })
  void child.ended.then(() => begun())
  await ready
  if (!output.includes('ready')) throw new Error(`it ended before it began:\n${output}`)
  return {
    ended: child.ended,
    /** As the kernel does: at once, in the middle of whatever it does. */
    async kill(): Promise<void> {
      try {
        process.kill(child.pid, 'SIGKILL')
      } catch {
        // it has ended by itself
      }
      await child.ended
    },
  }
}
