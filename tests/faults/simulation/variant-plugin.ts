import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const LIB = fileURLToPath(new URL('../../../lib/', import.meta.url))
const STAND_INS = fileURLToPath(new URL('variants/', import.meta.url))
const MARK = /[?&]variant=([\w-]+)/
/** A stand-in re-exports the module in whose place it stands, and so names it: a rename that forgets it does not compile. */
const STANDS_FOR = /^export \* from '(@\/lib\/[^']+)'/m

/**
 * Lets a test import the product with a step changed: `…/use-cases.ts?variant=NAME` and all of lib/ that it imports are
 * loaded as copies of their own, and who imports a module for which `variants/NAME/` has a stand-in gets the stand-in.
 * The stand-in itself gets the module. The product knows nothing of it.
 */
export function variants(): Plugin {
  const known = new Map<string, Promise<Map<string, string>>>()
  return {
    name: 'variants',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const variant = (MARK.exec(source) ?? MARK.exec(importer ?? ''))?.[1]
      if (!variant) return null
      const resolve = (name: string, from?: string) =>
        this.resolve(name, from, { ...options, skipSelf: true })
      const found = await resolve(bare(source), importer && bare(importer))
      if (!found || found.external) return found
      const file = bare(found.id)
      if (!file.startsWith(LIB) && !MARK.test(source)) return found
      if (!known.has(variant))
        known.set(
          variant,
          standInsOf(variant, async (name) => (await resolve(name))?.id),
        )
      const standIn = importer?.startsWith(STAND_INS) ? undefined : (await known.get(variant))?.get(file)
      return { ...found, id: `${standIn ?? file}?variant=${variant}` }
    },
    async load(id) {
      return MARK.test(id) ? readFileSync(bare(id), 'utf8') : null
    },
  }
}

/** Module of lib → the file that stands in for it. @throws when a file of the variant stands for nothing */
async function standInsOf(variant: string, resolve: (name: string) => Promise<string | undefined>) {
  const standIns = new Map<string, string>()
  for (const name of globSync('*.ts', { cwd: path.join(STAND_INS, variant) })) {
    const file = path.join(STAND_INS, variant, name)
    const standsFor = STANDS_FOR.exec(readFileSync(file, 'utf8'))?.[1]
    const original = standsFor && (await resolve(standsFor))
    if (!original) throw new Error(`${file} stands for no module of lib/`)
    standIns.set(original, file)
  }
  return standIns
}

const bare = (id: string): string => id.replace(/\?.*$/, '')
