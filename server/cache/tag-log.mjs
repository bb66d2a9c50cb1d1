/**
 * What the servers of one shop share of their caches: a log of expired tags in Redis. Each server keeps pages and data of its
 * own, and applies the log before it serves from them (docs/decisions/0040). lib/revalidation writes the log.
 *
 * Next loads cache handlers outside of the build, so this is plain JavaScript and reads its own settings.
 */
import { statSync } from 'node:fs'
import path from 'node:path'
import { Pool } from 'undici'

/** Milliseconds by which a server may be behind the log. lib/revalidation waits longer than this before it says "live". */
const MOST_BEHIND_MS = 250
const TIMEOUT_MS = 300
/** After a failure nobody asks Redis for so many milliseconds; caches are served as they are. */
const PAUSE_MS = 1_000

const { UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN, REDIS_PREFIX = 'f51' } = process.env
const HEAD = `${REDIS_PREFIX}:{tags}:head`
const LOG = `${REDIS_PREFIX}:{tags}:log`

/** Tag → when this server learned that it had expired (Unix ms, this server's clock). */
const expiredAt = new Map()
/** The log's id, and the number of its last entry that is applied here. */
let applied = { id: '', number: 0 }
let checkedAt = -Infinity
let pausedUntil = -Infinity
let checking
/** Whatever was stored before this moment (Unix ms) may have missed entries. */
let unsureBefore = 0
let pool

/**
 * Resolves when this server has applied every entry older than MOST_BEHIND_MS, or Redis has failed. Asks Redis at most once
 * in that time, for all callers. Never throws.
 * @returns {Promise<void> | undefined}
 */
export function catchUp() {
  const now = performance.now()
  if (now - checkedAt < MOST_BEHIND_MS || now < pausedUntil) return undefined
  return (checking ??= check(now).finally(() => (checking = undefined)))
}

/**
 * Whether something that was read at this moment (Unix ms) may show what was true before one of its tags expired.
 * @param {readonly string[]} tags
 * @param {number} readAt
 */
export const isOutdated = (tags, readAt) =>
  readAt <= unsureBefore || tags.some((tag) => (expiredAt.get(tag) ?? 0) >= readAt)

/** @param {readonly string[]} tags @returns when the last of them expired (Unix ms); 0: none did */
export const lastExpiry = (tags) => Math.max(unsureBefore, ...tags.map((tag) => expiredAt.get(tag) ?? 0))

async function check(startedAt) {
  try {
    const [id = '', number = '0'] = ((await ask('GET', HEAD)) ?? '').split(' ')
    const head = { id, number: Number(number) }
    if (head.id !== applied.id || head.number < applied.number) await startOver(head)
    else if (head.number > applied.number) await goOn(head)
    checkedAt = startedAt
  } catch {
    pausedUntil = performance.now() + PAUSE_MS
  }
}

/** The log is new to this server: it has just started, or Redis was emptied. */
async function startOver(head) {
  const entries = await entriesFrom(1, head)
  const hasAll = applied.id === '' && entries[0] && (entries[0].number === 1 || entries[0].at < builtAt())
  if (!hasAll) unsureBefore = unixMs()
  apply(entries, head)
}

async function goOn(head) {
  const entries = await entriesFrom(applied.number + 1, head)
  if (entries[0]?.number !== applied.number + 1) unsureBefore = unixMs()
  apply(entries, head)
}

async function entriesFrom(number, head) {
  const texts = await ask('ZRANGEBYSCORE', LOG, number, head.number)
  return texts.map((text) => JSON.parse(text))
}

function apply(entries, head) {
  const now = unixMs()
  for (const { tags } of entries) for (const tag of tags) expiredAt.set(tag, now)
  applied = head
}

/** When the pages of the build were made (Unix ms); 0 when nobody knows. */
function builtAt() {
  try {
    return statSync(path.join(process.env.NEXT_DIST_DIR || '.next', 'BUILD_ID')).mtimeMs
  } catch {
    return 0
  }
}

/** One command by Upstash's REST protocol, past the `fetch` that Next has changed: a read of the cache's own is no part of a page. */
async function ask(...command) {
  const { origin, pathname } = new URL(UPSTASH_REDIS_REST_URL)
  pool ??= new Pool(origin)
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: pathname,
    headers: { authorization: `Bearer ${UPSTASH_REDIS_REST_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(command),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const { result, error } = await body.json()
  if (statusCode !== 200) throw new Error(error ?? `Redis answered ${statusCode}`)
  return result
}

/** Unix ms. Next forbids Date.now while it renders a page. */
export const unixMs = () => performance.timeOrigin + performance.now()
