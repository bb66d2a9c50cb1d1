import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const alertsIn = (text: string) =>
  [...text.matchAll(/['`]alert\.([a-z_]+)['`]/g)].flatMap(([, name]) => name ?? [])

const logged = new Set(
  globSync('{lib,scripts,app}/**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => alertsIn(read(file))),
)

test('every alert that the code can raise has a page, and every page an alert', () => {
  const index = read('docs/alerts/README.md')
  expect([...logged].sort()).toEqual([...new Set(alertsIn(index))].sort())
  const pages = [...index.matchAll(/\]\(([\w-]+\.md)/g)].flatMap(([, page]) => page ?? [])
  expect([...new Set(pages)].sort()).toEqual(
    globSync('*.md', { cwd: path.join(root, 'docs/alerts') })
      .filter((page) => page !== 'README.md')
      .sort(),
  )
})

test('each page says what it means, how to look and what to do', () => {
  for (const page of globSync('docs/alerts/*-*.md', { cwd: root })) {
    expect(read(page), page).toMatch(/^# `alert\.[a-z_]+`$/m)
    for (const part of ['What it means', 'How to look', 'hat to do']) expect(read(page), page).toContain(part)
  }
})
