import { startProcess } from '../../local/process'

export interface Ran {
  code: number | string
  output: string
}

/** Node programs of the dependencies, run one at a time by name; each can be stopped while it runs. */
export function programs(root: string) {
  const running = new Set<{ stop(): Promise<void> }>()
  return {
    async run(script: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
      let output = ''
      const program = await startProcess({
        command: process.execPath,
        args: [script, ...args],
        cwd: root,
        env: { ...process.env, ...env },
        onOutput: (chunk) => (output += chunk.toString('utf8')),
      })
      running.add(program)
      const code = await program.ended
      running.delete(program)
      return { code, output: output.trim() }
    },
    async stopAll(): Promise<void> {
      await Promise.all([...running].map((program) => program.stop()))
    },
  }
}
