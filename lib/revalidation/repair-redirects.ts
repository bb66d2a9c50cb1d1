import 'server-only'
import pMap from 'p-map'
import { listMoved } from '../catalog'
import { rerenderPage } from './rerender-page'

const AT_ONCE = 4
const PATIENCE_MS = 3_000
/** Redirects that one run looks after, the newest first. */
const MOST = 500

/**
 * Asks for the slugs that pages have left, and renders those again that redirect nowhere or to an older slug: when Next
 * re-renders a redirect in the background, which an expired menu is enough for, it loses the redirect's target.
 */
export async function repairRedirects(): Promise<void> {
  const moved = await listMoved({ limit: MOST })
  const repair = ({ path, to }: (typeof moved)[number]) =>
    rerenderPage({
      path,
      wanted: [{ path, subject: null, revision: null, leadsTo: to }],
      expireAgain: async () => {},
      until: Date.now() + PATIENCE_MS,
    })
  await pMap(moved, repair, { concurrency: AT_ONCE })
}
