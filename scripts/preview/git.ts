import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

export interface BranchHead {
  commit: string
  /** where it was found: the branch itself, or the one last fetched */
  ref: string
}

const git = (root: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim()

/** The newest commit of a branch that this repository knows: its own branch first, else the remote's. Null: no such branch. */
export function headOf(root: string, branch: string): BranchHead | null {
  for (const ref of [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`]) {
    try {
      return { commit: git(root, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`), ref }
    } catch {
      // not there
    }
  }
  return null
}

export const currentBranch = (root: string): string => git(root, 'branch', '--show-current')

/** Files that are changed and not committed. */
export function uncommitted(root: string): number {
  return git(root, 'status', '--porcelain').split('\n').filter(Boolean).length
}

/** How many commits `branch` has that `commit` has not; null when the branch or the commit is gone. */
export function commitsSince(root: string, commit: string, branch: string): number | null {
  const head = headOf(root, branch)
  if (!head) return null
  try {
    return Number(git(root, 'rev-list', '--count', `${commit}..${head.commit}`))
  } catch {
    return null
  }
}

/**
 * The commit's files in `folder`, as a work tree of this repository that no branch is tied to: the branch may be checked
 * out elsewhere. A tree that is there is moved on; what it ignores (dependencies, builds) stays.
 */
export function checkOut(root: string, folder: string, commit: string): void {
  if (existsSync(folder)) {
    git(folder, 'checkout', '--quiet', '--detach', '--force', commit)
    git(folder, 'clean', '-fdq')
    return
  }
  git(root, 'worktree', 'prune')
  git(root, 'worktree', 'add', '--quiet', '--detach', folder, commit)
}

/** Forgets the work tree; the caller removes its folder. */
export function forget(root: string): void {
  git(root, 'worktree', 'prune')
}
