import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { isFresh, type StalePage } from '../core/page-stamp'
import { dropPage } from './expire-tags'
import { askOwnServer } from './own-server'

/** Pauses between two looks at a page that is being made: short at first, as most are made in a moment. */
const PAUSES_MS = [20, 40, 60, 80, 120, 160, 240, 320, 500]
const LONGEST_PAUSE_MS = 800
const MOST_EXPIRIES = 5
/** The router puts a hash of what it has already into its addresses; of nothing, an empty one. */
const PAYLOAD_PARAM = '_rsc'

/**
 * Asks for a page, as a shopper and as the router would, until both are served from the cache in the wanted state: after
 * that nobody is served an older one.
 *
 * @param expireAgain for a page that was stored in an older state after its tags had expired: a render that was under way
 *   when the change was committed knew nothing of it
 * @returns false when `until` (ms since the epoch) passed first
 */
export async function warmPage(options: {
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
    if (!wanted.every((one) => isFresh(document.markup, one))) {
      if (expiries++ < MOST_EXPIRIES) await expireAgain()
      continue
    }
    const payload = await look(`${path}?${PAYLOAD_PARAM}`, { rsc: '1' })
    if (payload.isSettled && wanted.every((one) => isFresh(payload.markup, one))) return true
  }
  return false
}

/**
 * `isSettled`: stored, and not about to be replaced. `leadsTo`: a redirect's address; '' for one without any, which is what
 * Next 16.4 stores when it renders a redirect behind a reader's back (a browser's script still follows it, a crawler does
 * not); made while somebody waits for it, it has one. `markup`: '' for an answer that is no page (a redirect, a 404).
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
