import { type BrowserContext, test as base } from '@playwright/test'
import { collectComplaints } from './complaints'
import { CPU_SLOWDOWN } from './slowdown'

/**
 * A test in a browser: whatever a page of any context complains about (an exception, a message on the console, a violated
 * policy) fails it.
 */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ browser, context }, use) => {
      const complaints: string[] = []
      const watch = (watched: BrowserContext) => collectComplaints(watched, complaints)
      watch(context)
      browser.on('context', watch)
      if (CPU_SLOWDOWN > 1) {
        context.on('page', (page) => {
          void context
            .newCDPSession(page)
            .then((session) => session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN }))
        })
      }
      await use(complaints)
      browser.off('context', watch)
      test.expect(complaints, 'what the pages complained about').toEqual([])
    },
    { auto: true },
  ],
})

export { expect } from '@playwright/test'
