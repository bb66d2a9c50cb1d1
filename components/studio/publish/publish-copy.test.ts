import { expect, test } from 'vitest'
import { archivedCopy, publishedCopy, whyNotPublish } from './publish-copy'

test.each([
  [1_234, 'Live in 1.2 s'],
  [80, 'Live in 0.1 s'],
  [null, 'Published. It will be live within a minute.'],
])('%j ms: %s', (ms, words) => {
  expect(publishedCopy(ms)).toBe(words)
})

test('what was archived is said to be gone, not live', () => {
  expect(archivedCopy(900)).toBe('Archived. Gone from the shop in 0.9 s')
  expect(archivedCopy(null)).toMatch(/within a minute/)
})

const READY = { issues: 0, changes: 2, isNew: false, isConflict: false }
test.each([
  [READY, null],
  [{ ...READY, isConflict: true, issues: 3 }, 'Choose first which version to keep.'],
  [{ ...READY, issues: 1 }, '1 thing to finish first.'],
  [{ ...READY, issues: 2 }, '2 things to finish first.'],
  [{ ...READY, changes: 0 }, 'Nothing has changed since it was published.'],
  [{ ...READY, changes: 0, isNew: true }, null],
])('%j: %s', (state, why) => {
  expect(whyNotPublish(state)).toBe(why)
})
