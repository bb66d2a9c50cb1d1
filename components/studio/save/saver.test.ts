import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ProblemError } from '@/components/api-client/problem'
import { backOff } from './back-off'
import { type Base, isUnsaved } from './machine'
import { createSaver, type SaveAnswer } from './saver'

interface Page {
  a: string
  b: string
}
const FIRST: Page = { a: '', b: '' }
const offline = new ProblemError('offline', 'Because.', 0)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A server with compare-and-set that may lose a request, or the answer to one. */
function server(faults: readonly ('ok' | 'lost' | 'answer lost')[] = []) {
  const shelf = { version: 0, revision: 1, content: FIRST, writes: 0, running: 0, mostAtOnce: 0 }
  let call = 0
  return {
    shelf,
    async send(draft: Base<Page>): Promise<SaveAnswer<Page>> {
      const fault = faults[call++] ?? 'ok'
      shelf.running += 1
      shelf.mostAtOnce = Math.max(shelf.mostAtOnce, shelf.running)
      await new Promise((resolve) => setTimeout(resolve, 50))
      shelf.running -= 1
      if (fault === 'lost') return { kind: 'failed', problem: offline }
      const { version, content } = shelf
      if (draft.version !== version) {
        return { kind: 'overtaken', theirs: { version, revision: 1, content, by: 'Ada', at: null } }
      }
      Object.assign(shelf, { version: version + 1, content: draft.content, writes: shelf.writes + 1 })
      if (fault === 'answer lost') return { kind: 'failed', problem: offline }
      return { kind: 'saved', version: version + 1 }
    },
  }
}

test('keys in a row are one save, after a pause', async () => {
  const { shelf, send } = server()
  const saver = createSaver({
    base: { version: 0, revision: 1, content: FIRST },
    send,
    keep: () => undefined,
  })
  for (const a of ['C', 'Cu', 'Cup']) {
    saver.edit((page) => ({ ...page, a }))
    await vi.advanceTimersByTimeAsync(300)
  }
  expect(shelf.writes).toBe(0)
  await vi.advanceTimersByTimeAsync(500)
  expect(shelf).toMatchObject({ writes: 1, content: { a: 'Cup' } })
})

test('somebody who never pauses is saved all the same', async () => {
  const { shelf, send } = server()
  const saver = createSaver({
    base: { version: 0, revision: 1, content: FIRST },
    send,
    keep: () => undefined,
  })
  for (let key = 0; key < 20; key += 1) {
    saver.edit((page) => ({ ...page, a: `${page.a}x` }))
    await vi.advanceTimersByTimeAsync(300)
  }
  expect(shelf.writes).toBeGreaterThanOrEqual(2)
})

test('what is not saved is kept on this device until it is', async () => {
  const kept: unknown[] = []
  const { send } = server(['lost'])
  const saver = createSaver({
    base: { version: 0, revision: 1, content: FIRST },
    send,
    keep: (unsaved) => kept.push(unsaved),
  })
  saver.edit((page) => ({ ...page, a: 'Cup' }))
  expect(kept.at(-1)).toEqual({
    base: { version: 0, revision: 1, content: FIRST },
    content: { a: 'Cup', b: '' },
  })
  await vi.advanceTimersByTimeAsync(800)
  expect(saver.read().phase.name).toBe('waiting')
  expect(kept.at(-1)).not.toBeNull()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(saver.read().phase.name).toBe('settled')
  expect(kept.at(-1)).toBeNull()
})

test('flush waits for the request under way and for what was typed since', async () => {
  const { shelf, send } = server()
  const saver = createSaver({
    base: { version: 0, revision: 1, content: FIRST },
    send,
    keep: () => undefined,
  })
  saver.edit((page) => ({ ...page, a: 'Cup' }))
  const first = saver.flush()
  saver.edit((page) => ({ ...page, b: 'Pot' }))
  await vi.advanceTimersByTimeAsync(200)
  expect(await first).toBe(true)
  expect(shelf.content).toEqual({ a: 'Cup', b: 'Pot' })
})

test('flush says when it cannot', async () => {
  const { send } = server(['lost'])
  const saver = createSaver({
    base: { version: 0, revision: 1, content: FIRST },
    send,
    keep: () => undefined,
  })
  saver.edit((page) => ({ ...page, a: 'Cup' }))
  const flushed = saver.flush()
  await vi.advanceTimersByTimeAsync(100)
  expect(await flushed).toBe(false)
})

test('“later, in 5 seconds” is obeyed', async () => {
  const sent: number[] = []
  const saver = createSaver<Page>({
    base: { version: 0, revision: 1, content: FIRST },
    keep: () => undefined,
    chance: () => 0,
    send: async () => {
      sent.push(Date.now())
      const problem = new ProblemError('too_many_requests', 'Later.', 429, { retryAfter: 5 })
      return { kind: 'failed', problem }
    },
  })
  saver.edit((page) => ({ ...page, a: 'Cup' }))
  await vi.advanceTimersByTimeAsync(6_000)
  expect(sent).toHaveLength(2)
  expect((sent[1] ?? 0) - (sent[0] ?? 0)).toBeGreaterThanOrEqual(5_000)
})

const keystroke = fc.record({
  field: fc.constantFrom('a' as const, 'b' as const),
  text: fc.string({ maxLength: 3 }),
  pause: fc.nat(3_000),
})
const fault = fc.constantFrom('ok' as const, 'lost' as const, 'answer lost' as const)

test('however the network fails, the last words arrive, one save at a time, and nobody is told of a conflict', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(keystroke, { maxLength: 15 }),
      fc.array(fault, { maxLength: 10 }),
      async (keys, faults) => {
        const { shelf, send } = server(faults)
        const saver = createSaver({
          base: { version: 0, revision: 1, content: FIRST },
          send,
          keep: () => undefined,
        })
        for (const { field, text, pause } of keys) {
          saver.edit((page) => ({ ...page, [field]: text }))
          await vi.advanceTimersByTimeAsync(pause)
          expect(saver.read().phase.name).not.toBe('conflict')
        }
        const screen = saver.read().content
        await vi.advanceTimersByTimeAsync(400_000)
        expect(isUnsaved(saver.read())).toBe(false)
        expect(saver.read().content).toBe(screen)
        expect(shelf.content).toEqual(screen)
        expect(shelf.mostAtOnce).toBeLessThanOrEqual(1)
      },
    ),
  )
})

test('of two editors, one is told before anything of the other is overwritten', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 6 }), fc.nat(2_000), async (faults, pause) => {
      const { shelf, send } = server(faults)
      const make = () =>
        createSaver({ base: { version: 0, revision: 1, content: FIRST }, send, keep: () => undefined })
      const [mara, ada] = [make(), make()]
      mara.edit((page) => ({ ...page, a: 'Mara' }))
      await vi.advanceTimersByTimeAsync(pause)
      ada.edit((page) => ({ ...page, b: 'Ada' }))
      await vi.advanceTimersByTimeAsync(400_000)
      const phases = [mara, ada].map((saver) => saver.read().phase.name)
      expect(phases.toSorted()).toEqual(['conflict', 'settled'])
      expect(shelf.writes).toBe(1)
      expect(mara.read().content.a).toBe('Mara')
      expect(ada.read().content.b).toBe('Ada')
    }),
  )
})

test('back-off doubles, stays under half a minute, and leaves a quarter to chance', () => {
  expect([1, 2, 3, 10].map((attempt) => backOff(attempt, 1))).toEqual([1_000, 2_000, 4_000, 30_000])
  expect(backOff(3, 0)).toBe(3_000)
})
