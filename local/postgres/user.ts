import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'

export interface User {
  uid: number
  gid: number
}

/** Postgres refuses to run as root: then it runs as the data's owner, or as `postgres` or `nobody` on a first start. */
export function userFor(dataDir: string): User | undefined {
  if (process.getuid?.() !== 0) return undefined
  if (existsSync(dataDir)) {
    const { uid, gid } = statSync(dataDir)
    if (uid !== 0) return { uid, gid }
  }
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // there is no such user
    }
  }
  throw new Error(
    'Postgres refuses to run as root, and there is no user "postgres" or "nobody" to run it as.',
  )
}

/**
 * How to start `command` as `user`, who needs `files`. Where a folder above them is closed to that user (root's home is), the program keeps the
 * right to pass through it; `setpriv` is part of every Linux with util-linux.
 */
export function runAs(
  user: User | undefined,
  command: string,
  args: readonly string[],
  files: readonly string[],
) {
  if (!user || [command, ...files].every((file) => canReach(file, user))) return { command, args, user }
  const { uid, gid } = user
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const rights = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return { command: 'setpriv', args: [...identity, ...rights, '--', command, ...args], user: undefined }
}

/** Every folder above the file lets the user through. */
function canReach(file: string, { uid, gid }: User): boolean {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const { mode, uid: owner, gid: group } = statSync(folder)
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (folder === path.dirname(folder)) return true
  }
}
