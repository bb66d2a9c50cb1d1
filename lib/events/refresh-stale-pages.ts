import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { StalePage } from '../core/page-stamp'
import { shopDb } from '../infra/db/shop'
import { log } from '../infra/log/log'
import { expireTags } from './expire-tags'
import { purge } from './purge'
import { claimStalePages, type ClaimedStalePages, finishStalePages } from './stale-pages'
import { areFresh } from './waiting-pages'
import { warmPage } from './warm-page'

/** Rows taken at once, pages asked for at once, and how long one run may take. */
const BATCH = 50
const AT_ONCE = 4
const RUN_MS = 12_000
const LOOK_AGAIN_MS = 100

/**
 * Makes stale pages fresh: marks what is cached under their tags, asks for each page until it is served anew, tells the
 * cache in front, and only then says that it is done. Safe to run at any time, by many at once, and to kill at any point:
 * what was not said to be done is done again.
 *
 * @param id these alone, for someone who waits for them
 * @returns the ids of those that are done, and how many are not yet
 */
export async function refreshStalePages({ id }: { id?: string } = {}): Promise<{
  done: string[]
  late: number
}> {
  const claimed = await claimStalePages(shopDb(), id === undefined ? { limit: BATCH } : { id })
  if (claimed.length === 0) return { done: [], late: 0 }
  try {
    const tags = claimed.flatMap((one) => one.tags)
    await expireTags(tags)
    const fresh = await warmAll(claimed, () => expireTags(tags))
    await purge([...fresh])
    const done = claimed
      .filter(({ pages }) => pages.every(({ path }) => fresh.has(path)))
      .map((one) => one.id)
    for (const one of done) await finishStalePages(shopDb(), one)
    if (done.length < claimed.length) log('warn', 'pages.late', lateness(claimed, done))
    return { done, late: claimed.length - done.length }
  } catch (error) {
    log('error', 'pages.not_refreshed', { ...lateness(claimed, []), error })
    return { done: [], late: claimed.length }
  }
}

/** @returns the paths that are fresh */
async function warmAll(
  claimed: readonly ClaimedStalePages[],
  expireAgain: () => Promise<void>,
): Promise<Set<string>> {
  const until = Date.now() + RUN_MS
  const byPath = new Map<string, StalePage[]>()
  for (const page of claimed.flatMap(({ pages }) => pages)) {
    byPath.set(page.path, [...(byPath.get(page.path) ?? []), page])
  }
  const fresh = new Set<string>()
  const queue = byPath.entries()
  const worker = async () => {
    for (const [path, wanted] of queue) {
      if (await warmPage({ path, wanted, expireAgain, until })) fresh.add(path)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return fresh
}

function lateness(claimed: readonly ClaimedStalePages[], done: readonly string[]) {
  const late = claimed.filter(({ id }) => !done.includes(id))
  return { count: late.length, attempt: Math.max(...late.map(({ attempts }) => attempts)) }
}

/**
 * As `refreshStalePages` for someone who waits, also when another worker has them in hand.
 * @returns whether they are fresh; false when `withinMs` passed first (they follow by themselves)
 */
export async function untilFresh({ id, withinMs }: { id: string; withinMs: number }): Promise<boolean> {
  const until = Date.now() + withinMs
  do {
    const { done } = await refreshStalePages({ id })
    if (done.includes(id) || (await areFresh(id))) return true
    await sleep(LOOK_AGAIN_MS)
  } while (Date.now() < until)
  return false
}
