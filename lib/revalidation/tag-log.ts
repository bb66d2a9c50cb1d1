import 'server-only'
import { redis } from '../infra/redis/client'
import { keys } from '../infra/redis/keys'
import { redisScript, runScripts } from '../infra/redis/script'

/** A server is at most 250 ms behind the log (server/cache/tag-log.mjs), plus the time in which Redis answers it. */
const ALL_KNOW_AFTER_MS = 600
const MOST_ENTRIES = 10_000

/**
 * Appends one entry: {"number": 7, "at": <Unix ms of Redis>, "tags": […]}. A log that Redis lost begins again under a new id,
 * by which each server sees that it may have missed something. ARGV: an id for a new log, the tags as JSON, entries to keep.
 */
const APPEND = redisScript(`
local id, number = string.match(redis.call('GET', KEYS[1]) or '', '^(%S+) (%d+)$')
if not id then id = ARGV[1] end
number = string.format('%d', (tonumber(number) or 0) + 1)
local time = redis.call('TIME')
local at = time[1] .. string.format('%03d', math.floor(tonumber(time[2]) / 1000))
redis.call('ZADD', KEYS[2], number, '{"number":' .. number .. ',"at":' .. at .. ',"tags":' .. ARGV[2] .. '}')
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -ARGV[3] - 1)
redis.call('SET', KEYS[1], id .. ' ' .. number)
return number
`)

let lastAt = -Infinity

/**
 * Appends these tags to the log that all servers of the shop apply before they serve from a cache.
 * @throws when Redis did not take the entry
 */
export async function appendToTagLog(tags: readonly string[]): Promise<void> {
  await runScripts(redis(), [
    {
      script: APPEND,
      keys: [keys.tagLogHead(), keys.tagLog()],
      args: [crypto.randomUUID(), JSON.stringify(tags), MOST_ENTRIES],
    },
  ])
  lastAt = performance.now()
}

/** Milliseconds until every server that can reach Redis has applied what this process appended; 0: they have. */
export const untilAllKnow = (): number => Math.max(0, lastAt + ALL_KNOW_AFTER_MS - performance.now())
