import { Redis } from '@upstash/redis'
import { z } from 'zod'

/**
 * Scripts that clients have had run since the server's start: what the count costs at Upstash, where a script is one
 * command whatever it does inside. undefined where the engine keeps no statistics (in memory).
 */
export async function scriptsRun(address: { url: string; token: string }): Promise<number | undefined> {
  const redis = new Redis({ ...address, enableTelemetry: false })
  const info = await redis.exec<unknown>(['INFO', 'commandstats']).catch(() => undefined)
  const { data } = z.string().safeParse(info)
  const calls = data?.matchAll(/^cmdstat_eval(?:sha)?:calls=(\d+)/gm)
  return calls && [...calls].reduce((sum, [, count]) => sum + Number(count), 0)
}
