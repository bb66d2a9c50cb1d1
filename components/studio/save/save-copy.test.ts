import { describe, expect, test } from 'vitest'
import { ProblemError } from '@/components/api-client/problem'
import { ERRORS, type ErrorCode } from '@/lib/core/errors'
import type { Phase } from './machine'
import { saveCopy } from './save-copy'

const words = (phase: Phase<unknown>, savedAt: number | null = null, draftAt: string | null = null) =>
  saveCopy({ phase, savedAt }, { draftAt, time: (ms) => new Date(ms).toISOString().slice(11, 16) })
const problem = (code: ErrorCode | 'offline') => new ProblemError(code, 'Because.', 0)

test.each([
  [null, null, 'No changes yet'],
  [null, '2026-01-01T09:30:00Z', 'Saved 09:30'],
  [Date.UTC(2026, 0, 1, 12, 3), '2026-01-01T09:30:00Z', 'Saved 12:03'],
])('settled, saved at %j, draft of %j: %s', (savedAt, draftAt, short) => {
  expect(words({ name: 'settled' }, savedAt, draftAt)).toEqual({ short, trouble: null })
})

test.each([{ name: 'pending', since: 0 } as const, { name: 'saving', sent: {} } as const])(
  '$name is said once, quietly',
  (phase) => {
    expect(words(phase)).toEqual({ short: 'Saving…', trouble: null })
  },
)

describe('nobody is left to think that words are saved', () => {
  test.each(['offline', ...(Object.keys(ERRORS) as ErrorCode[])] as const)('%s', (code) => {
    for (const name of ['waiting', 'refused'] as const) {
      const { short, trouble } = words({ name, attempt: 1, problem: problem(code) })
      expect(short).toBe('Not saved')
      expect(trouble?.title).toMatch(/^Not saved/)
      expect(trouble?.detail).toContain('Your words are kept on this device.')
    }
  })
})

test('only a session that ended asks to sign in', () => {
  expect(words({ name: 'refused', problem: problem('not_signed_in') }).trouble?.isSignedOut).toBe(true)
  expect(words({ name: 'refused', problem: problem('not_allowed') }).trouble?.isSignedOut).toBe(false)
})
