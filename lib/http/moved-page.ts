import 'server-only'
import { serverConfig } from '../config/server'

/** For so long a page that has not moved is not asked for again: when it moves, queries come along after that. */
const KEEP_MS = 10_000
const MOST_KEPT = 2_000
const TIMEOUT_MS = 2_000

const unmoved = new Map<string, number>()

/**
 * Where a page of the shop has moved to, for a request whose query is to come along: the page's own answer is made once for
 * everyone and knows no query. null: it is where it was, or does not answer now.
 */
export async function movedPage(pathname: string): Promise<string | null> {
  if ((unmoved.get(pathname) ?? 0) > Date.now()) return null
  const { ORIGIN_URL, APP_URL } = serverConfig()
  const answer = await fetch(`${ORIGIN_URL ?? APP_URL}${pathname}`, {
    method: 'HEAD',
    redirect: 'manual',
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => null)
  const location = answer?.status === 308 ? answer.headers.get('location') : null
  if (location) return new URL(location, APP_URL).pathname
  if (unmoved.size >= MOST_KEPT) unmoved.clear()
  unmoved.set(pathname, Date.now() + KEEP_MS)
  return null
}
