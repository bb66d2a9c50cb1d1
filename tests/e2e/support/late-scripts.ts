import type { BrowserContext } from '@playwright/test'

/** All of a page's JavaScript at once takes its time on a machine that is busy. */
export const LATE = { timeout: 30_000 }

/** JavaScript arrives late, as over a bad connection: nothing of it before `release` is called. */
export async function withLateScripts(context: BrowserContext): Promise<{ release: () => void }> {
  let release = () => {}
  const arrived = new Promise<void>((resolve) => (release = resolve))
  await context.route('**/_next/static/**/*.js*', async (route) => {
    await arrived
    await route.continue()
  })
  return { release }
}
