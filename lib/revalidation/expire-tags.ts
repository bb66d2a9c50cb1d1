import 'server-only'
import type { z } from 'zod'
import { serverConfig } from '../config/shop/server'
import { askOwnServer } from './own-server'
import type { ExpireTags } from './schema'
import { appendToTagLog } from './tag-log'

/** Next gives each page a tag of its own. */
const pageTag = (path: string): string => `_N_T_${path}`

/**
 * Marks the data cached under these tags as stale: by the log that all servers share, or, of a single server, by Next's own
 * list. Next does that only when a handler has answered, so a worker that goes on to ask for the pages has another request
 * do it.
 * @throws when Redis or the server did not do it
 */
export async function expireTags(tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return
  const all = [...new Set(tags)]
  if (serverConfig().SHARED_CACHE === 'on') await appendToTagLog(all)
  else await ask({ tags: all })
}

/** Drops one page: the next request for it waits until it is rendered. @throws when Redis or the server did not do it */
export async function dropPage(path: string): Promise<void> {
  if (serverConfig().SHARED_CACHE === 'on') await appendToTagLog([pageTag(path)])
  else await ask({ paths: [path] })
}

async function ask(body: z.input<typeof ExpireTags>): Promise<void> {
  const answer = await askOwnServer('/api/jobs/expire-tags', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${serverConfig().CRON_SECRET}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`expire-tags answered ${answer.status}`)
}
