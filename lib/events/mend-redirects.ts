import 'server-only'
import { dropPage } from './expire-tags'
import { askOwnServer } from './own-server'

const AT_ONCE = 4

/**
 * Asks for pages that have moved and makes those anew that lead nowhere. Next 16.4 keeps a redirect's status and loses its
 * address when it renders the page behind a reader's back (a browser's script still follows it, a crawler does not); made
 * while somebody waits for it, it is whole.
 * @returns how many had to be mended
 */
export async function mendRedirects(paths: readonly string[]): Promise<number> {
  let mended = 0
  const queue = paths.values()
  const worker = async () => {
    for (const path of queue) {
      if (!(await leadsNowhere(path))) continue
      await dropPage(path)
      if (!(await leadsNowhere(path))) mended += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return mended
}

async function leadsNowhere(path: string): Promise<boolean> {
  const answer = await askOwnServer(path, { redirect: 'manual' })
  await answer.body?.cancel()
  return answer.status === 308 && !answer.headers.has('location')
}
