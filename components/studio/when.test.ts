import { expect, test } from 'vitest'
import { dayAndTime } from './when'

const NOW = new Date(2026, 0, 1, 9, 30)
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString()

test.each([
  [at(2026, 0, 1, 0, 0), 'today 00:00'],
  [at(2025, 11, 31, 23, 59), 'yesterday 23:59'],
  [at(2026, 0, 2, 9, 30), 'tomorrow 09:30'],
  [at(2026, 2, 3, 7, 5), 'Mar 3, 07:05'],
  [at(2025, 10, 3, 12, 3), 'Nov 3, 2025, 12:03'],
])('%s is “%s”', (iso, words) => {
  expect(dayAndTime(iso, NOW)).toBe(words)
})
