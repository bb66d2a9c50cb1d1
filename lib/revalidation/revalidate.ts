import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import pMap from 'p-map'
import { log } from '../infra/log/log'
import { expireTags } from './expire-tags'
import { purgeCdn } from './purge-cdn'
import { rerenderPage } from './rerender-page'
import type { StalePage } from './schema'
import { type ClaimedStalePages, stalePages } from './stale-pages-store'
import { untilAllKnow } from './tag-log'

/** Rows that one run claims, pages that it asks for at once, and how long it may take. */
const BATCH = 50
const AT_ONCE = 4
const RUN_MS = 12_000
const LOOK_AGAIN_MS = 100
const RETRY_MS = 2_000

/**
 * Makes stale pages current: expires their tags, asks for each page until the server answers with the new state, tells the
 * CDN, and marks the rows as done last. Safe to run at any time, by many at once, and to kill at any point: a row that is
 * not marked as done is revalidated again.
 *
 * @param ids only these rows, for a caller that waits for them
 * @returns the ids of the rows that are done, and how many of those claimed are not
 */
export async function revalidate({ ids }: { ids?: readonly string[] } = {}): Promise<{
  done: string[]
  late: number
}> {
  const claimed = await stalePages.claim({ ids, limit: BATCH })
  if (claimed.length === 0) return { done: [], late: 0 }
  try {
    const tags = claimed.flatMap((row) => row.tags)
    await expireTags(tags)
    const current = await rerenderAll(claimed, () => expireTags(tags))
    // The pages that were asked for are one server's; the others obey the log by now.
    await sleep(untilAllKnow())
    await purgeCdn([...current])
    const done = claimed
      .filter(({ pages }) => pages.every(({ path }) => current.has(path)))
      .map(({ id }) => id)
    for (const id of done) await stalePages.finish(id)
    if (done.length < claimed.length) log('warn', 'pages.late', lateness(claimed, done))
    return { done, late: claimed.length - done.length }
  } catch (error) {
    log('error', 'pages.not_revalidated', { ...lateness(claimed, []), error })
    await stalePages.release(claimed.map(({ id }) => id))
    retryLater()
    return { done: [], late: claimed.length }
  }
}

let retry: NodeJS.Timeout | undefined

/** Redis or this server could not be asked: this process tries again soon. When it ends, the minute's job goes on. */
function retryLater(): void {
  retry ??= setTimeout(() => {
    retry = undefined
    void revalidate().catch((error: unknown) => log('error', 'pages.not_revalidated', { error }))
  }, RETRY_MS).unref()
}

/** @returns the paths that are current */
async function rerenderAll(
  claimed: readonly ClaimedStalePages[],
  expireAgain: () => Promise<void>,
): Promise<Set<string>> {
  const until = Date.now() + RUN_MS
  const byPath = new Map<string, StalePage[]>()
  for (const page of claimed.flatMap(({ pages }) => pages)) {
    byPath.set(page.path, [...(byPath.get(page.path) ?? []), page])
  }
  const current = new Set<string>()
  const rerender = async ([path, wanted]: [string, StalePage[]]) => {
    if (await rerenderPage({ path, wanted, expireAgain, until })) current.add(path)
  }
  await pMap(byPath, rerender, { concurrency: AT_ONCE })
  return current
}

function lateness(claimed: readonly ClaimedStalePages[], done: readonly string[]) {
  const late = claimed.filter(({ id }) => !done.includes(id))
  return { count: late.length, attempt: Math.max(...late.map(({ attempts }) => attempts)) }
}

/**
 * As `revalidate`, for a caller that waits for one row, also while another worker has claimed it.
 * @returns whether its pages are current; false when `withinMs` passed first (the minute's job goes on with them)
 */
export async function untilCurrent({ id, withinMs }: { id: string; withinMs: number }): Promise<boolean> {
  const until = Date.now() + withinMs
  do {
    const { done } = await revalidate({ ids: [id] })
    if (done.includes(id) || (await stalePages.isDone(id))) return true
    await sleep(LOOK_AGAIN_MS)
  } while (Date.now() < until)
  return false
}
