import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { shopDb } from '@/lib/infra/db/shop'
import { HANDLERS, type Things } from '../access/table'
import { askHandler } from '../odd-input/ask-handler'
import { oddRequest, rightRequest } from '../odd-input/requests'
import { handlerSample } from '../odd-input/samples'
import { expectConsoleError } from '../support/console'
import { closeAccess, newPeople } from '../support/access-walk'
import { figure, isFull } from './support/figures'

// What a handler leaves for after its answer, and what it says to Next's cache, need a server: tests/e2e/odd-input.spec.ts.
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

describe('whatever a handler is sent, it answers, and never by a failure of its own (F8)', () => {
  test.each(NAMES)('%s', { timeout: figure(3_600_000, 60_000) }, async (name) => {
    expectConsoleError(/alert\.dead_letter/)
    for (let round = 1; round <= ROUNDS; round++) {
      if (name === ENDS_SESSIONS && round > 1) things = await newPeople()
      const sample = await handlerSample(name, things)
      const right = await askHandler(name, sample, rightRequest(sample))
      expect(right.status, `the sample itself: ${await right.text()}`).toBeLessThan(
        sample.isWelcome ? 300 : 500,
      )
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
  })
})
