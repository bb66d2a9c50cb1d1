import 'server-only'
import { serverConfig } from '../config/shop/server'

const TIMEOUT_MS = 5_000

/**
 * Tells the CDN in front of the shop, when there is one (PURGE_URL), which pages were re-rendered: `POST {"paths": [...]}`.
 * Call it once the server has the new pages, or the CDN fetches the old ones again.
 * @throws when the CDN did not accept it
 */
export async function purgeCdn(paths: readonly string[]): Promise<void> {
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
