import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { branchNames } from '../../lib/config/branch-names'

const Preview = z.object({
  branch: z.string(),
  commit: z.string(),
  port: z.int(),
  /** of the branch's `npm start`; 0 when it was stopped */
  pid: z.int().default(0),
  /** when it was last started */
  since: z.iso.datetime(),
  /** where it answers; not known before it is ready */
  url: z.string().optional(),
})
export type Preview = z.infer<typeof Preview>

/** Everything of one preview is in one folder. */
export interface Place {
  folder: string
  /** the branch's files */
  tree: string
  /** its databases, secrets and addresses, which stay when the files move on */
  data: string
  log: string
}

const previewsFolder = (root: string): string => path.join(root, '.previews')

export function placeOf(root: string, branch: string): Place {
  const folder = path.join(previewsFolder(root), branchNames(branch).slug)
  return {
    folder,
    tree: path.join(folder, 'tree'),
    data: path.join(folder, 'data'),
    log: path.join(folder, 'preview.log'),
  }
}

const fileOf = (place: Place) => path.join(place.folder, 'preview.json')

export function readPreview(place: Place): Preview | null {
  if (!existsSync(fileOf(place))) return null
  const parsed = Preview.safeParse(JSON.parse(readFileSync(fileOf(place), 'utf8')))
  return parsed.success ? parsed.data : null
}

export function writePreview(place: Place, preview: Preview): void {
  mkdirSync(place.folder, { recursive: true })
  // Whole or not at all: --list may read it at any moment.
  writeFileSync(`${fileOf(place)}.new`, `${JSON.stringify(preview, null, 2)}\n`)
  renameSync(`${fileOf(place)}.new`, fileOf(place))
}

export function allPreviews(root: string): Preview[] {
  const folder = previewsFolder(root)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((slug) => {
      const place = path.join(folder, slug)
      return readPreview({ folder: place, tree: '', data: '', log: '' }) ?? []
    })
    .sort((a, b) => (a.branch < b.branch ? -1 : 1))
}

/** A number that another program got since is not ours. */
export function isRunning({ pid }: Pick<Preview, 'pid'>): boolean {
  if (!pid) return false
  try {
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
    return command.includes('scripts/start.mjs')
  } catch {
    return false
  }
}
