import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countHere } from './count-here'

const MINUTE = 60_000
let callers = 0
const someone = () => `caller ${(callers += 1)}`

test('a caller has the limit in a minute, and is told when it ends', () => {
  const who = someone()
  const counted = Array.from({ length: 8 }, (_, i) => countHere(who, 5, 10 * MINUTE + i))
  expect(counted.map(({ success }) => success)).toEqual([true, true, true, true, true, false, false, false])
  expect(counted.at(-1)?.reset).toBe(11 * MINUTE)
  expect(countHere(someone(), 5, 10 * MINUTE).success).toBe(true)
})

test('the end of a minute does not open the limit: the minute before counts in proportion', () => {
  const who = someone()
  for (let i = 0; i < 10; i++) countHere(who, 10, 10 * MINUTE)
  expect(countHere(who, 10, 11 * MINUTE).success).toBe(false)
  const half = Array.from({ length: 10 }, () => countHere(who, 10, 11.5 * MINUTE).success)
  expect(half.filter(Boolean)).toHaveLength(5)
  expect(countHere(who, 10, 13 * MINUTE).success).toBe(true)
})

test('whenever requests come, no minute of the clock sees more than the limit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.integer({ min: 0, max: 5 * MINUTE }), { maxLength: 200 }),
      (limit, times) => {
        const who = someone()
        const minutes = new Map<number, number>()
        for (const time of times.sort((a, b) => a - b)) {
          if (!countHere(who, limit, time).success) continue
          const minute = Math.floor(time / MINUTE)
          minutes.set(minute, (minutes.get(minute) ?? 0) + 1)
        }
        for (const count of minutes.values()) expect(count).toBeLessThanOrEqual(limit)
      },
    ),
  )
})

test('made-up callers do not fill the memory', () => {
  const who = someone()
  for (let i = 0; i < 5; i++) countHere(who, 5, 0)
  for (let i = 0; i < 60_000; i++) countHere(`made up ${i}`, 5, 0)
  expect(countHere(who, 5, 0).success).toBe(true)
})
