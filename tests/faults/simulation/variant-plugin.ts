import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { type Edit, patched, VARIANTS } from './variants.ts'

const LIB = fileURLToPath(new URL('../../../lib/', import.meta.url))
const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const MARK = /[?&]variant=([\w-]+)/

/**
 * Lets a test import the product with a line changed: `…/use-cases.ts?variant=NAME` and all of lib/ that it imports are
 * loaded as copies of their own, patched as `VARIANTS` says. The product itself knows nothing of it.
 */
export function variants(): Plugin {
  return {
    name: 'variants',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const variant = (MARK.exec(source) ?? MARK.exec(importer ?? ''))?.[1]
      if (!variant) return null
      const found = await this.resolve(bare(source), importer && bare(importer), {
        ...options,
        skipSelf: true,
      })
      if (!found || found.external) return found
      const isOurs = bare(found.id).startsWith(LIB) || MARK.test(source)
      return isOurs ? { ...found, id: `${bare(found.id)}?variant=${variant}` } : found
    },
    async load(id) {
      const variant = MARK.exec(id)?.[1]
      if (!variant) return null
      const file = path.relative(ROOT, bare(id))
      const text = await readFile(bare(id), 'utf8')
      const known = Object.entries(VARIANTS).find(([name]) => name === variant)
      if (!known) throw new Error(`there is no variant ${variant}`)
      const edits: readonly Edit[] = known[1].edits
      return edits.filter((edit) => edit.file === file).reduce(patched, text)
    },
  }
}

const bare = (id: string): string => id.replace(/\?.*$/, '')
