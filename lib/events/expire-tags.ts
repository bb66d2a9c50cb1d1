import 'server-only'
import { z } from 'zod'
import { serverConfig } from '../config/server'
import { askOwnServer } from './own-server'

/** What POST /api/jobs/expire-tags takes: what is cached under tags becomes stale, a page alone is dropped. */
export const ExpireTags = z.object({
  tags: z.array(z.string().min(1).max(256)).max(1000).default([]),
  paths: z.array(z.string().startsWith('/').max(256)).max(100).default([]),
})

/**
 * Marks what is cached under these tags as stale. Next does it when a handler has answered, and not before, so a worker
 * that goes on to ask for the pages has it done by another request.
 * @throws when the server did not do it
 */
export async function expireTags(tags: readonly string[]): Promise<void> {
  if (tags.length > 0) await ask({ tags: [...new Set(tags)] })
}

/** Drops one page: the next request waits for it to be made. @throws when the server did not do it */
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
