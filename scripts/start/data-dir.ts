import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { shortHash } from '../../local/stack'

/** What keeps a shop's data folder; no other folder is ever wiped. */
const OURS = ['secrets.json', 'start.pid', 'postgres']

const STOPPING_MS = 3_000

/**
 * Takes the folder for this process until `release`. A shop that is just stopping there is waited for.
 * @throws when another shop runs on it
 */
export async function takeDataDir(
  dataDir: string,
  options: { reset: boolean },
): Promise<{ release(): void }> {
  const pidFile = path.join(dataDir, 'start.pid')
  for (const giveUp = Date.now() + STOPPING_MS; ; await sleep(100)) {
    const other = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0
    if (!other || other === process.pid || !isShop(other)) break
    if (Date.now() < giveUp) continue
    throw new Error(
      `A shop already runs on ${dataDir} (process ${other}). Stop it, or use another folder with --data.`,
    )
  }
  if (options.reset && existsSync(dataDir)) {
    const entries = readdirSync(dataDir)
    if (entries.length > 0 && !entries.some((name) => OURS.includes(name))) {
      throw new Error(`${dataDir} does not look like a shop's data, so --reset leaves it alone.`)
    }
    rmSync(dataDir, { recursive: true, force: true })
  }
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(pidFile, String(process.pid))
  return { release: () => rmSync(pidFile, { force: true }) }
}

function isShop(pid: number): boolean {
  try {
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
    return command.includes('scripts/start')
  } catch {
    return false // no such process
  }
}

/** Where this folder's shop is built, relative to the project: Next builds inside it only. Two shops never share one. */
export function distDirFor(root: string, dataDir: string): string {
  const inside = path.relative(root, path.resolve(dataDir))
  const leaves = inside === '' || inside.startsWith('..') || path.isAbsolute(inside)
  return leaves ? `.next-${shortHash(path.resolve(dataDir))}` : path.join(inside, 'next')
}
