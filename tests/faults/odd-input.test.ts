import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { shopDb } from '@/lib/infra/db/shop'
import { HANDLERS, type Things } from '../access/table'
import { askHandler } from '../odd-input/ask-handler'
import { liveHeap } from '../odd-input/live-heap'
import { oddRequest, rightRequest } from '../odd-input/requests'
import type { HandlerSample } from '../odd-input/handler-sample'
import { handlerSample } from '../odd-input/samples'
import { expectConsoleError } from '../support/console'
import { closeAccess, newPeople } from '../support/access-walk'
import { figure, isFull } from './support/figures'

// What a handler leaves for after its answer, and what it says to Next's cache, need a server: tests/faults/server/odd-pages.test.ts.
vi.mock('next/server', async (original) => ({ ...(await original<object>()), after: () => undefined }))
vi.mock('next/cache', async (original) => ({
  ...(await original<object>()),
  revalidateTag: () => undefined,
  revalidatePath: () => undefined,
}))

// It waits for the pages of a server.
vi.mock('@/lib/revalidation', async (original) => ({
  ...(await original<object>()),
  liveAfter: () => Promise.resolve(null),
}))

let things: Things
beforeAll(async () => {
  things = await newPeople()
})
afterAll(closeAccess)
// Otherwise a job would wait for those, too.
beforeEach(() => shopDb().stalePages.deleteMany())

/** Signs everybody out whose session it gets, so it comes last. */
const ENDS_SESSIONS = 'POST /api/account/sign-out-everywhere'
const NAMES = [...Object.keys(HANDLERS).filter((name) => name !== ENDS_SESSIONS), ENDS_SESSIONS]

/** Each round begins with things that no other request has changed. */
const ROUNDS = figure(50, 1)
const RUNS = figure(200, 25)
/** Modules are loaded and caches filled in the first. */
const WARM_ROUNDS = 10
const MEGABYTE = 1024 * 1024
/** Of 8,000 requests: each could keep 2 KB at most, the lines that it logs included, which the tests keep. */
const MOST_GROWTH = 16 * MEGABYTE

/** A request that works, of people whom the rounds before have not changed, or whom it makes then. */
async function workingSample(name: string, round: number): Promise<HandlerSample> {
  const sample = await handlerSample(name, things)
  const right = await askHandler(name, sample, rightRequest(sample))
  if (right.status < (sample.isWelcome ? 300 : 500)) return sample
  expect(round, `the sample itself: ${await right.text()}`).toBeGreaterThan(1)
  things = await newPeople()
  return workingSample(name, 1)
}

describe('whatever a handler is sent, it answers, and never by a failure of its own (F8)', () => {
  test.each(NAMES)('%s', { timeout: figure(3_600_000, 60_000) }, async (name) => {
    expectConsoleError(/alert\.dead_letter/)
    let before = 0
    for (let round = 1; round <= ROUNDS; round++) {
      if (round === WARM_ROUNDS + 1) before = liveHeap()
      const sample = await workingSample(name, round)
      await fc.assert(
        fc.asyncProperty(oddRequest(sample), async (odd) => {
          const answer = await askHandler(name, sample, odd)
          const said = await answer.text()
          expect(answer.status, said).toBeLessThan(500)
          if (answer.status >= 400)
            expect(answer.headers.get('content-type')).toBe('application/problem+json')
        }),
        { numRuns: RUNS, ...(isFull ? {} : { seed: 51 }) },
      )
    }
    if (ROUNDS > WARM_ROUNDS) {
      const grown = liveHeap() - before
      process.stdout.write(
        `F8 ${name}: ${ROUNDS * RUNS} requests, heap ${(grown / MEGABYTE).toFixed(1)} MB\n`,
      )
      expect(grown, 'bytes that the heap grew by').toBeLessThan(MOST_GROWTH)
    }
  })
})
