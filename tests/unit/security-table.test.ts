import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const rows = readFileSync('SECURITY.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, items = '', , file = '', title = ''] = line.split('|').map((cell) => cell.trim())
    return /^\d/.test(items) ? [[items, file.replaceAll('`', ''), title] as const] : []
  })

test('the table has rows', () => expect(rows.length).toBeGreaterThan(15))

test.each(rows)('ASVS %s: %s has the test “%s”', (_, file, title) => {
  expect(readFileSync(file, 'utf8')).toContain(title)
})
