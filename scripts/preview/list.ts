import { commitsSince } from './git'
import { allPreviews, isRunning, placeOf, type Preview } from './record'

export interface Listed extends Preview {
  state: 'running' | 'starting' | 'stopped'
  /** commits that the branch has beyond the preview; null when the branch is gone */
  behind: number | null
  data: string
}

export function listPreviews(root: string): Listed[] {
  return allPreviews(root).map((preview) => ({
    ...preview,
    state: isRunning(preview) ? (preview.url ? 'running' : 'starting') : 'stopped',
    behind: commitsSince(root, preview.commit, preview.branch),
    data: placeOf(root, preview.branch).data,
  }))
}

/** One preview in two lines: what and where, then which state of the branch it shows. */
export function inWords({ branch, state, url, pid, since, commit, behind }: Listed): string {
  const where =
    state === 'running' ? `${url}, process ${pid}, since ${since.slice(0, 16).replace('T', ' ')} UTC` : ''
  const news =
    behind === null
      ? 'the branch is gone'
      : behind > 0
        ? `${behind} ${behind === 1 ? 'commit' : 'commits'} behind: npm run preview -- ${branch}`
        : 'current'
  return `  ${branch}\n    ${[state, where].filter(Boolean).join('   ')}\n    ${commit.slice(0, 10)}   ${news}`
}
