import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs'
import { copyFile, rm } from 'node:fs/promises'
import path from 'node:path'

const LOCKFILE = 'package-lock.json'
/** npm's note of what it installed; its time tells whether that is older than the lockfile. */
const MARK = path.join('node_modules', '.package-lock.json')

/**
 * Gives a work tree the dependencies of this one when both have the same lockfile: hard links, so that it takes seconds
 * and hardly any space, and real folders, as Turbopack follows no link out of its root. Where that cannot be done, the
 * tree's own `npm start` installs them.
 * @returns whether they were shared
 */
export async function shareDependencies(root: string, tree: string): Promise<boolean> {
  const text = (folder: string) => readFileSync(path.join(folder, LOCKFILE), 'utf8')
  if (!existsSync(path.join(root, MARK)) || text(root) !== text(tree)) return false
  const target = path.join(tree, 'node_modules')
  if (
    existsSync(path.join(tree, MARK)) &&
    readFileSync(path.join(tree, MARK), 'utf8') === readFileSync(path.join(root, MARK), 'utf8')
  ) {
    await copyFile(path.join(root, MARK), path.join(tree, MARK))
    return true
  }
  await rm(target, { recursive: true, force: true })
  try {
    linkFolder(path.join(root, 'node_modules'), target)
    // A copy, which is newer than the lockfile, and written last: a half-linked folder is not taken for a whole one.
    await copyFile(path.join(root, MARK), path.join(tree, MARK))
    return true
  } catch {
    await rm(target, { recursive: true, force: true })
    return false
  }
}

/** Tens of thousands of small calls: one after the other without a promise each is several times faster. */
function linkFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, copy] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.name === '.cache' || source.endsWith(MARK)) continue
    if (entry.isDirectory()) linkFolder(source, copy)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), copy)
    else linkSync(source, copy)
  }
}
