import 'server-only'
import { createHash } from 'node:crypto'
import type { Redis } from '@upstash/redis'

/** A Lua script and the SHA-1 by which Redis knows it. */
export interface RedisScript {
  readonly lua: string
  readonly sha: string
}

export interface ScriptCall {
  readonly script: RedisScript
  /** all in one hash slot */
  readonly keys: string[]
  readonly args: (string | number)[]
}

export const redisScript = (lua: string): RedisScript => ({
  lua,
  sha: createHash('sha1').update(lua).digest('hex'),
})

const loading = new Map<string, Promise<string>>()

/**
 * Runs scripts, each one command, all in one HTTP request (the client gathers what is asked in the same tick). One that
 * Redis does not know yet, or lost, is loaded and run again: it has changed nothing before.
 * @returns `answers` in the order of the calls, and whether they were also run in that order, which they are not when one
 *   had to be loaded; throws when any of them failed
 */
export async function runScripts(
  redis: Redis,
  calls: readonly ScriptCall[],
): Promise<{ answers: unknown[]; inOrder: boolean }> {
  let inOrder = true
  const run = async ({ script, keys, args }: ScriptCall): Promise<unknown> => {
    try {
      return await redis.evalsha(script.sha, keys, args)
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('NOSCRIPT'))) throw error
      inOrder = false
      await load(redis, script)
      return redis.evalsha(script.sha, keys, args)
    }
  }
  const answers = await Promise.all(calls.map(run))
  return { answers, inOrder }
}

/** Hundreds of calls can meet an unknown script at once; it is sent once. */
function load(redis: Redis, { lua, sha }: RedisScript): Promise<string> {
  const known = loading.get(sha)
  if (known) return known
  const load = redis.scriptLoad(lua).finally(() => loading.delete(sha))
  loading.set(sha, load)
  return load
}
