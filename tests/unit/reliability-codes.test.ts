import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const PAGE = 'docs/reliability.md'
const THIS = 'tests/unit/reliability-codes.test.ts'
const page = readFileSync(PAGE, 'utf8')

const defined = new Set(
  [...page.matchAll(/^\| (\w+) +\|/gm)].flatMap(([, first = '']) =>
    /^[TIF]\d+$/.test(first) ? [first] : /^\d+$/.test(first) ? [`hazard ${first}`] : [],
  ),
)

/** Tracked files that people read: code, tests and docs; not lockfiles, migrations that have landed, or data. */
const files = execFileSync(
  'git',
  ['ls-files', '*.ts', '*.tsx', '*.mjs', '*.md', 'prisma/**/functions/*.sql'],
  {
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => file && file !== PAGE && file !== THIS)

// F51 is how order numbers begin.
const CODES = /\b(?:hazards? (\d+)|(?!F51)([TIF][1-9]\d?))\b(?![-\w#])/g

test('the page defines every step, invariant, fault and hazard once', () => {
  expect(defined.size).toBe(9 + 7 + 13 + 37)
})

test('every code that the repository uses is defined in docs/reliability.md', () => {
  const unknown = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(CODES)].flatMap(([code, hazard, other]) => {
      const name = hazard ? `hazard ${hazard}` : (other ?? '')
      return defined.has(name) ? [] : [`${file}: ${code}`]
    }),
  )
  expect(unknown).toEqual([])
})

test('no file points out of the repository for what a code means', () => {
  const pointing = files.filter((file) =>
    /\b(?:DESIGN|RELIABILITY|PLATFORM)(?:\.md|'s|’s| §| [TIF]\d)/.test(readFileSync(file, 'utf8')),
  )
  expect(pointing).toEqual([])
})
