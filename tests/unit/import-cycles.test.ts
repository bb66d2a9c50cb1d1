import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** Types count, too: a file that needs another's type to be read can't be read by itself. */
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import '([^']+)'/g

const FILES = globSync(
  [
    '{app,bench,components,fulfillment,lib,local,prisma,scripts,server,tests}/**/*.{ts,tsx,mjs}',
    '*.{ts,mjs}',
  ],
  { exclude: ['prisma/generated/**', 'fulfillment/.next*/**'] },
)

/** The file of ours that an import names; undefined: a package. */
function resolve(from: string, name: string): string | undefined {
  if (!name.startsWith('.') && !name.startsWith('@/')) return undefined
  const base = name.startsWith('@/') ? name.slice(2) : path.join(path.dirname(from), name)
  const stems = [base, `${base}.ts`, `${base}.tsx`, `${base}.mjs`, `${base}/index.ts`, `${base}/index.tsx`]
  return stems.find((stem) => /\.(ts|tsx|mjs)$/.test(stem) && existsSync(stem))
}

function importsOf(file: string): string[] {
  const code = readFileSync(file, 'utf8')
  return [...code.matchAll(IMPORT)].flatMap(([, from, dynamic, bare]) => {
    const found = resolve(file, from ?? dynamic ?? bare ?? '')
    return found ? [found] : []
  })
}

/** Circles of a graph, each once, as its files in the order that they import one another. */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = []
  const done = new Set<string>()
  const walk = (file: string, way: string[]): void => {
    const at = way.indexOf(file)
    if (at >= 0) return void circles.push([...way.slice(at), file])
    if (done.has(file)) return
    for (const next of graph.get(file) ?? []) walk(next, [...way, file])
    done.add(file)
  }
  for (const file of graph.keys()) walk(file, [])
  return circles
}

test('no file imports itself through others', () => {
  const graph = new Map(FILES.map((file) => [file, importsOf(file)]))
  expect(graph.size).toBeGreaterThan(900)
  expect(circlesOf(graph).map((circle) => circle.join(' → '))).toEqual([])
})

test('a circle is found, however long it is', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', []],
    ['d', ['a']],
  ])
  expect(circlesOf(graph)).toEqual([['a', 'b', 'd', 'a']])
})
