import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { dropPage } from './expire-tags'
import { askOwnServer } from './own-server'
import { isCurrent } from './rules/page-revision'
import type { StalePage } from './schema'

/** Pauses between two looks at a page that is being rendered: short at first, as most take a moment. */
const PAUSES_MS = [20, 40, 60, 80, 120, 160, 240, 320, 500]
const LONGEST_PAUSE_MS = 800
const MOST_EXPIRIES = 5
/** The router adds a hash of what it already has to its requests; a router that has nothing adds an empty one. */
const PAYLOAD_PARAM = '_rsc'

/**
 * Asks for a page, as a shopper and as the router would, until the cache serves both in the wanted state. After that the
 * cache never serves an older one.
 *
 * @param expireAgain for a page that was stored in an older state after its tags had expired: its render began before the
 *   change was committed
 * @returns false when `until` (ms since the epoch) passed first
 */
export async function rerenderPage(options: {
  path: string
  wanted: readonly StalePage[]
  expireAgain: () => Promise<void>
  until: number
}): Promise<boolean> {
  const { path, wanted, expireAgain, until } = options
  let expiries = 0
  for (let turn = 0; Date.now() < until; turn++) {
    if (turn > 0) await sleep(PAUSES_MS[turn - 1] ?? LONGEST_PAUSE_MS)
    const document = await look(path)
    if (!document.isSettled) continue
    if (document.leadsTo !== null && !wanted.every((one) => isThere(document.leadsTo, one))) {
      if (expiries++ < MOST_EXPIRIES) await dropPage(path)
      continue
    }
    if (!wanted.every((one) => isCurrent(document.markup, one))) {
      if (expiries++ < MOST_EXPIRIES) await expireAgain()
      continue
    }
    const payload = await look(`${path}?${PAYLOAD_PARAM}`, { rsc: '1' })
    if (payload.isSettled && wanted.every((one) => isCurrent(payload.markup, one))) return true
  }
  return false
}

/**
 * `isSettled`: stored, and not about to be replaced. `leadsTo`: a redirect's target path; '' for a redirect without one, which
 * Next 16.4 stores when it re-renders a redirect in the background (a browser's script still follows it, a crawler does
 * not). A redirect that is rendered while a reader waits has its target. `markup`: '' for a redirect or a 404.
 */
async function look(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ isSettled: boolean; leadsTo: string | null; markup: string }> {
  try {
    const answer = await askOwnServer(path, { headers, redirect: 'manual' })
    const text = await answer.text()
    const isStored = !/no-store/.test(answer.headers.get('cache-control') ?? '')
    const isSettled = answer.status < 500 && isStored && answer.headers.get('x-nextjs-cache') !== 'STALE'
    const isRedirect = answer.status >= 300 && answer.status < 400
    const leadsTo = isRedirect ? pathOf(answer.headers.get('location')) : null
    return { isSettled, leadsTo, markup: answer.ok ? text : '' }
  } catch {
    return { isSettled: false, leadsTo: null, markup: '' }
  }
}

const pathOf = (location: string | null) => (location ? new URL(location, 'http://shop').pathname : '')

const isThere = (path: string | null, { leadsTo }: StalePage): boolean =>
  path !== '' && (leadsTo === undefined || leadsTo === path)
