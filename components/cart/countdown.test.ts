import { expect, test } from 'vitest'
import { clock, spokenClock, secondsLeft } from './countdown'

const now = Date.parse('2026-11-01T12:00:00.000Z')

test.each([
  ['2026-11-01T12:12:41.000Z', 761],
  ['2026-11-01T12:00:00.001Z', 1],
  ['2026-11-01T12:00:00.000Z', 0],
  ['2026-11-01T11:00:00.000Z', 0],
])('until %s there are %i seconds', (until, seconds) => {
  expect(secondsLeft(until, now)).toBe(seconds)
})

test.each([
  [761, '12:41', '13 minutes'],
  [60, '1:00', 'less than a minute'],
  [61, '1:01', '2 minutes'],
  [9, '0:09', 'less than a minute'],
  [0, '0:00', '0 minutes'],
  [3_761, '1:02:41', '63 minutes'],
])('%i seconds are %s', (seconds, figures, words) => {
  expect(clock(seconds)).toBe(figures)
  expect(spokenClock(seconds)).toBe(words)
})
