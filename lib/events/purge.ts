import 'server-only'
import { serverConfig } from '../config/server'

const TIMEOUT_MS = 5_000

/**
 * Tells the cache in front of the shop, when there is one (PURGE_URL), which pages were made anew: `POST {"paths": [...]}`.
 * Called once the server has them, or the cache would fetch the old ones again.
 * @throws when it did not take it
 */
export async function purge(paths: readonly string[]): Promise<void> {
  const { PURGE_URL, PURGE_TOKEN } = serverConfig()
  if (!PURGE_URL || paths.length === 0) return
  const answer = await fetch(PURGE_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(PURGE_TOKEN && { authorization: `Bearer ${PURGE_TOKEN}` }),
    },
    body: JSON.stringify({ paths }),
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`the purge hook answered ${answer.status}`)
}
