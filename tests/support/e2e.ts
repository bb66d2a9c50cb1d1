import { test as base, type ConsoleMessage, expect } from '@playwright/test'

export { expect }

interface Fixtures {
  /** Says that this test makes the page complain: without it, any console or page error fails the test. */
  expectConsoleError(pattern: RegExp): void
}

/** Playwright's test, in which nothing may go wrong unseen in any page of the context. */
export const test = base.extend<Fixtures>({
  expectConsoleError: [
    async ({ context }, use) => {
      const expected: RegExp[] = []
      const errors: string[] = []
      context.on('console', (message) => {
        if (message.type() === 'error') errors.push(inWords(message))
      })
      context.on('weberror', (error) => errors.push(String(error.error().stack ?? error.error())))
      await use((pattern) => expected.push(pattern))
      const unexpected = errors.filter((error) => !expected.some((pattern) => pattern.test(error)))
      expect(unexpected, 'unexpected errors in the browser; expectConsoleError(/…/) announces one').toEqual(
        [],
      )
    },
    { auto: true },
  ],
})

/** With the address: "Failed to load resource: the server responded with a status of 409 (http://…/api/cart/lines)". */
const inWords = (message: ConsoleMessage) => `${message.text()} (${message.location().url})`
