import 'server-only'
import type { z } from 'zod'
import { serverConfig } from '../config/shop/server'
import { askOwnServer } from './own-server'
import type { ExpireTags } from './schema'

/**
 * Marks the data cached under these tags as stale. Next does so only when a handler has answered, so a worker that goes on
 * to ask for the pages has another request do it.
 * @throws when the server did not do it
 */
export async function expireTags(tags: readonly string[]): Promise<void> {
  if (tags.length > 0) await ask({ tags: [...new Set(tags)] })
}

/** Drops one page: the next request for it waits until it is rendered. @throws when the server did not do it */
export const dropPage = (path: string): Promise<void> => ask({ paths: [path] })

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
