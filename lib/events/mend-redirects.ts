import 'server-only'
import { warmPage } from './warm-page'

const AT_ONCE = 4
const PATIENCE_MS = 3_000

/**
 * Asks for pages that have moved, and makes those anew that lead nowhere or to where the page was before: when Next renders
 * a redirect behind a reader's back, which an expired menu is enough for, its address is lost.
 */
export async function mendRedirects(moved: readonly { path: string; to: string }[]): Promise<void> {
  const queue = moved.values()
  const worker = async () => {
    for (const { path, to } of queue) {
      await warmPage({
        path,
        wanted: [{ path, subject: null, revision: null, leadsTo: to }],
        expireAgain: async () => {},
        until: Date.now() + PATIENCE_MS,
      })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}
