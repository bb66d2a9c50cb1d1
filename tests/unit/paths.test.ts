import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { categoryPath, HOME_PATH, pagePath, productPath } from '@/lib/core/paths'

const OWNER = 'lib/core/paths.ts'

/** A string of code, or of SQL in it, that begins with a page's folder, or has it after an inserted value. */
const SPELLED = /['"`}]\/[pc]\//

test('lib/core/paths.ts alone spells the paths of products and categories', () => {
  const sources = globSync('{app,components,lib}/**/*.{ts,tsx}').filter(
    (file) => file !== OWNER && !/\.test\.tsx?$/.test(file),
  )
  expect(sources.length).toBeGreaterThan(500)
  expect(sources.filter((file) => SPELLED.test(readFileSync(file, 'utf8')))).toEqual([])
  expect(SPELLED.test(readFileSync(OWNER, 'utf8')), 'the pattern still sees one').toBe(true)
})

test.each([
  [productPath('arc-table-lamp'), '/p/arc-table-lamp'],
  [categoryPath('lighting'), '/c/lighting'],
  [pagePath('product', 'arc-table-lamp'), '/p/arc-table-lamp'],
  [pagePath('category', 'lighting'), '/c/lighting'],
  [pagePath('home', ''), HOME_PATH],
])('%s is %s', (path, expected) => {
  expect(path).toBe(expected)
})
