import 'server-only'
import { dropPage } from './expire-tags'
import { askOwnServer } from './own-server'

const AT_ONCE = 4
/** A page that is dropped may be made once more from what its data was; the next time it is made from what it is. */
const ATTEMPTS = 4

/**
 * Asks for pages that have moved and makes those anew that lead nowhere, or to where the page was before. Next 16.4 keeps
 * a redirect's status and loses its address when it renders the page behind a reader's back (a browser's script still
 * follows it, a crawler does not); made while somebody waits for it, it is whole.
 * @returns how many had to be mended
 */
export async function mendRedirects(moved: readonly { path: string; to: string }[]): Promise<number> {
  let mended = 0
  const queue = moved.values()
  const worker = async () => {
    for (const { path, to } of queue) {
      if (await leadsTo(path, to)) continue
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        await dropPage(path)
        if (await leadsTo(path, to)) {
          mended += 1
          break
        }
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return mended
}

/** True for every answer but a redirect to elsewhere: a page that is not moved after all is no business of this. */
async function leadsTo(path: string, to: string): Promise<boolean> {
  const answer = await askOwnServer(path, { redirect: 'manual' })
  await answer.body?.cancel()
  if (answer.status !== 308) return true
  const location = answer.headers.get('location')
  return location !== null && new URL(location, answer.url || 'http://shop').pathname === to
}
