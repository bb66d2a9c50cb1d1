import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { dropLeft, keepBackup, parseBackup, readLeft, setBackupAside, subscribeToBackups } from './backup'

const PAGE = { kind: 'product', id: '1' }
const Content = z.object({ name: z.string() })
const unsaved = (name: string) => ({
  base: { version: 1, revision: 1, content: { name: 'Mug' } },
  content: { name },
})
const left = () => parseBackup(readLeft(PAGE), Content)?.content.name

beforeEach(() => {
  const shelf = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => shelf.get(name) ?? null,
    setItem: (name: string, text: string) => void shelf.set(name, text),
    removeItem: (name: string) => void shelf.delete(name),
  })
})
afterEach(() => void vi.unstubAllGlobals())

test('what a visit could not save, the next one finds', () => {
  keepBackup(PAGE, unsaved('Cup'))
  expect(left()).toBeUndefined()
  setBackupAside(PAGE)
  expect(left()).toBe('Cup')
})

test('words of this visit do not go over it', () => {
  keepBackup(PAGE, unsaved('Cup'))
  setBackupAside(PAGE)
  keepBackup(PAGE, unsaved('Pot'))
  keepBackup(PAGE, null)
  setBackupAside(PAGE)
  expect(left()).toBe('Cup')
})

test('subscribers hear when it comes and goes', () => {
  const heard = vi.fn()
  const stop = subscribeToBackups(heard)
  keepBackup(PAGE, unsaved('Cup'))
  setBackupAside(PAGE)
  dropLeft(PAGE)
  stop()
  setBackupAside(PAGE)
  expect(heard).toHaveBeenCalledTimes(2)
  expect(left()).toBeUndefined()
})

test.each([null, 'not json', '{}', '{"base":{"version":-1},"content":{"name":"x"},"at":1}'])(
  '%j is nothing',
  (text) => {
    expect(parseBackup(text, Content)).toBeNull()
  },
)

test('a browser that forbids storage is no reason to fail', () => {
  const forbid = () => {
    throw new Error('denied')
  }
  vi.stubGlobal('localStorage', { getItem: forbid, setItem: forbid, removeItem: forbid })
  keepBackup(PAGE, unsaved('Cup'))
  setBackupAside(PAGE)
  expect(left()).toBeUndefined()
})
