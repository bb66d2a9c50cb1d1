import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

/*
 * What a shopper's browser loads: every module that can be reached from a client component of the shop, the cart, the
 * checkout and the account. Types vanish before that, so their imports do not count.
 */

const ENTRIES = [...globSync('components/**/*.{ts,tsx}'), ...globSync('app/*/error.tsx')].filter(
  (file) => !/studio|warehouse|\.test\./.test(file) && /^'use client'/m.test(readFileSync(file, 'utf8')),
)

function importsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false)
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
    const from = statement.moduleSpecifier
    if (!from || !ts.isStringLiteral(from) || isTypeOnly(statement)) return []
    return [from.text]
  })
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly
  const clause = statement.importClause
  return clause?.phaseModifier === ts.SyntaxKind.TypeKeyword
}

/** The file of ours that a specifier means, or the package. */
function resolve(specifier: string, from: string): { file: string } | { package: string } {
  const isOurs = specifier.startsWith('.') || specifier.startsWith('@/')
  if (!isOurs)
    return {
      package: specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    }
  const bare = specifier.startsWith('@/') ? specifier.slice(2) : path.join(path.dirname(from), specifier)
  const file = [bare, `${bare}.ts`, `${bare}.tsx`, `${bare}/index.ts`].find(
    (candidate) => path.extname(candidate) !== '' && existsSync(candidate),
  )
  if (!file) throw new Error(`${from} imports ${specifier}, which is no file`)
  return { file }
}

/** How a package is reached: the chain of files, or null. */
function chainTo(wanted: string): string[] | null {
  const seen = new Set<string>()
  const queue = ENTRIES.map((file) => [file])
  for (let chain = queue.shift(); chain; chain = queue.shift()) {
    const [file = ''] = chain.slice(-1)
    if (seen.has(file)) continue
    seen.add(file)
    for (const specifier of file.endsWith('.css') ? [] : importsOf(file)) {
      const target = resolve(specifier, file)
      if ('file' in target) queue.push([...chain, target.file])
      else if (target.package === wanted) return [...chain, wanted]
    }
  }
  return null
}

test('no module that a shopper’s browser loads reaches zod', () => {
  expect(chainTo('zod')).toBeNull()
})

test('the walk sees what is there: SWR from the cart', () => {
  expect(ENTRIES.length).toBeGreaterThan(50)
  expect(chainTo('swr')).not.toBeNull()
})
