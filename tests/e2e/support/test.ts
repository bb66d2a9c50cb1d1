import { test as base } from '@playwright/test'
import { CPU_SLOWDOWN } from './slowdown'

/** What a browser logs as an error when the shop refuses as it should (a declined card, the last unit gone). */
const EXPECTED_REFUSAL =
  /Failed to load resource: the server responded with a status of (401|402|403|404|409|422|429)/

/**
 * A test in a browser: whatever a page of any context complains about (an exception, console.error, a violated policy)
 * fails it.
 */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = []
      if (CPU_SLOWDOWN > 1) {
        context.on('page', (page) => {
          void context
            .newCDPSession(page)
            .then((session) => session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN }))
        })
      }
      context.on('weberror', (error) => complaints.push(error.error().message))
      context.on('console', (message) => {
        if (message.type() === 'error' && !EXPECTED_REFUSAL.test(message.text()))
          complaints.push(message.text())
      })
      await use(complaints)
      test.expect(complaints, 'what the pages complained about').toEqual([])
    },
    { auto: true },
  ],
})

export { expect } from '@playwright/test'
