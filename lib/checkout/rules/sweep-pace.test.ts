import { expect, test } from 'vitest'
import { sweepPace } from './sweep-pace'

test.each([
  [0, 0],
  [19, 0],
  [20, 100],
  [29, 1_000],
  [399, 38_000],
])('order %i of a run is looked at after %i ms', (index, ms) => {
  expect(sweepPace(index)).toBe(ms)
})

test('in no second of a long run are more than 25 orders looked at, so that shoppers have room', () => {
  const starts = Array.from({ length: 400 }, (_, index) => sweepPace(index))
  for (const start of starts.slice(20)) {
    expect(starts.filter((other) => other >= start && other < start + 1_000).length).toBeLessThanOrEqual(25)
  }
})
