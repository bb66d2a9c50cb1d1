import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/**
 * Gives the Next servers a core that nothing else of ours uses, as a function on serverless has one, and all others
 * (Postgres, Redis, the stand-ins of vendors, the load itself) the rest: what is compared is what handlers cost, not who
 * else is at home on a small machine. Linux with taskset only; elsewhere everything shares all cores, which it says.
 * @param root the process of `npm start`
 * @returns gives every process all cores back
 */
export function ownCoreForServers(root: number): () => void {
  const cores = availableParallelism()
  if (cores < 2 || spawnSync('taskset', ['--version']).status !== 0) {
    console.log('no core for the servers alone: they share all with Postgres, Redis and the load')
    return () => undefined
  }
  const all = descendants([root, process.pid])
  for (const { pid, isServer } of all) pin(pid, isServer ? '0' : `1-${cores - 1}`)
  return () => all.forEach(({ pid }) => pin(pid, `0-${cores - 1}`))
}

const pin = (pid: number, cores: string) =>
  spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, `${pid}`])

function descendants(roots: readonly number[]): { pid: number; isServer: boolean }[] {
  const processes = readdirSync('/proc').flatMap((name) => readProcess(Number(name)) ?? [])
  const found = new Set(roots)
  // Children may have lower numbers than their parents: until no more are found.
  for (let size = 0; size !== found.size;) {
    size = found.size
    for (const { pid, parent } of processes) if (found.has(parent)) found.add(pid)
  }
  return processes.filter(({ pid }) => found.has(pid))
}

function readProcess(pid: number) {
  try {
    const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
    return { pid, parent, isServer: readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('next-server') }
  } catch {
    return undefined // no process, or one that has just ended
  }
}
