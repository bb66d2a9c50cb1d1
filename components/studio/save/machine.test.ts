import { expect, test } from 'vitest'
import { ProblemError } from '@/components/api-client/problem'
import { ERRORS, type ErrorCode } from '@/lib/core/errors'
import { begin, canSend, isUnsaved, next, type Saving, type SavingEvent } from './machine'

interface Page {
  name: string
}
const NOW = 1_000
const START = begin<Page>({ version: 3, revision: 2, content: { name: 'Mug' } })
const edited = (name: string, now = NOW): SavingEvent<Page> => ({ type: 'edited', content: { name }, now })
const sending: SavingEvent<Page> = { type: 'sending' }
const saved = (version = 4): SavingEvent<Page> => ({ type: 'saved', version, now: NOW })
const failed = (code: ErrorCode | 'offline'): SavingEvent<Page> => ({
  type: 'failed',
  problem: new ProblemError(code, 'Because.', 0),
})
const overtaken = (name: string, version = 7): SavingEvent<Page> => ({
  type: 'overtaken',
  theirs: { version, revision: 2, content: { name }, by: 'Ada', at: null },
  now: NOW,
})
const run = (...events: SavingEvent<Page>[]): Saving<Page> => events.reduce(next<Page>, START)

test('a word typed waits, goes out and is settled', () => {
  expect(run(edited('Cup')).phase).toEqual({ name: 'pending', since: NOW })
  expect(run(edited('Cup'), sending).phase).toEqual({ name: 'saving', sent: { name: 'Cup' } })
  expect(run(edited('Cup'), sending, saved())).toMatchObject({
    phase: { name: 'settled' },
    base: { version: 4, content: { name: 'Cup' } },
    savedAt: NOW,
  })
})

test('typing on keeps the time of the first unsaved word, so that the longest wait holds', () => {
  expect(run(edited('C'), edited('Cu', NOW + 500)).phase).toEqual({ name: 'pending', since: NOW })
})

test('what was typed and taken back needs no save', () => {
  expect(run(edited('Cup'), edited('Mug')).phase).toEqual({ name: 'settled' })
})

test('what is typed while a save is on its way is saved next', () => {
  const after = run(edited('Cup'), sending, edited('Cups'), saved())
  expect(after).toMatchObject({ phase: { name: 'pending' }, base: { version: 4, content: { name: 'Cup' } } })
  expect(after.content).toEqual({ name: 'Cups' })
})

test('only one save is on its way', () => {
  const saving = run(edited('Cup'), sending)
  expect(next(saving, sending)).toBe(saving)
  expect(canSend(saving)).toBe(false)
})

const AGAIN = ['unavailable', 'internal', 'too_many_requests']
test.each(Object.keys(ERRORS) as ErrorCode[])('%s: sent again by itself, or not', (code) => {
  const { phase, content } = run(edited('Cup'), sending, failed(code))
  expect(phase.name).toBe(AGAIN.includes(code) ? 'waiting' : 'refused')
  expect(content).toEqual({ name: 'Cup' })
})

test('attempts are counted until one succeeds', () => {
  const twice = run(edited('Cup'), sending, failed('offline'), sending, failed('offline'))
  expect(twice.phase).toMatchObject({ name: 'waiting', attempt: 2 })
  const thrice = [sending, saved(), edited('Pot'), sending, failed('offline')].reduce(next<Page>, twice)
  expect(thrice.phase).toMatchObject({ name: 'waiting', attempt: 1 })
})

test('a new word after a refusal is a new attempt', () => {
  expect(run(edited('Cup'), sending, failed('invalid_input'), edited('Pot')).phase.name).toBe('pending')
})

test('somebody else saved first: both versions are there, and nothing is sent', () => {
  const state = run(edited('Cup'), sending, overtaken('Pot'))
  expect(state).toMatchObject({
    phase: { name: 'conflict', theirs: { version: 7, content: { name: 'Pot' }, by: 'Ada' } },
    content: { name: 'Cup' },
  })
  expect(canSend(state)).toBe(false)
  expect(next(state, edited('Cups')).phase.name).toBe('conflict')
})

test.each([
  ['mine', 'Cup', 'pending'],
  ['theirs', 'Pot', 'settled'],
  ['some of both', 'Cup and pot', 'pending'],
])('%s is kept: over the version that was there', (_whose, name, phase) => {
  const state = run(edited('Cup'), sending, overtaken('Pot'), {
    type: 'chosen',
    content: { name },
    now: NOW,
  })
  expect(state).toMatchObject({ base: { version: 7 }, content: { name }, phase: { name: phase } })
})

test('a newer version is shown at once to somebody who typed nothing', () => {
  expect(run(overtaken('Pot'))).toMatchObject({
    phase: { name: 'settled' },
    content: { name: 'Pot' },
    base: { version: 7 },
  })
})

test('a save whose answer was lost is no conflict', () => {
  expect(run(edited('Cup'), sending, overtaken('Cup', 4))).toMatchObject({
    phase: { name: 'settled' },
    base: { version: 4 },
  })
})

test('nor is one that was lost before more was typed', () => {
  const state = run(edited('Cup'), sending, failed('offline'), edited('Cups'), sending, overtaken('Cup', 4))
  expect(state).toMatchObject({ phase: { name: 'pending' }, base: { version: 4 }, content: { name: 'Cups' } })
})

test('after a publish or a restore the page is the server’s', () => {
  const state = run(edited('Cup'), sending, failed('offline'), {
    type: 'loaded',
    base: { version: 0, revision: 3, content: { name: 'Mug' } },
  })
  expect(state).toMatchObject({ phase: { name: 'settled' }, base: { version: 0, revision: 3 }, attempts: 0 })
  expect(isUnsaved(state)).toBe(false)
})
