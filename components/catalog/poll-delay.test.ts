import { expect, test } from 'vitest'
import { pollDelay } from './poll-delay'

test.each([
  ['as wished, never sooner', { everyMs: 2_000, failures: 0, random: 0 }, 2_000],
  ['a little later', { everyMs: 2_000, failures: 0, random: 1 }, 2_300],
  ['doubled after a failure', { everyMs: 2_000, failures: 1, random: 0 }, 4_000],
  ['30 s at most', { everyMs: 2_000, failures: 20, random: 0 }, 30_000],
  ['as the shop has asked for', { everyMs: 2_000, failures: 1, retryAfterMs: 50_000, random: 0 }, 50_000],
])('%s', (_, options, delay) => {
  expect(pollDelay(options)).toBe(delay)
})
