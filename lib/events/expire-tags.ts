import 'server-only'
import { z } from 'zod'
import { serverConfig } from '../config/server'
import { askOwnServer } from './own-server'

/** What POST /api/jobs/expire-tags takes. */
export const ExpireTags = z.object({ tags: z.array(z.string().min(1).max(256)).min(1).max(1000) })

/**
 * Marks what is cached under these tags as stale. Next does it when a handler has answered, and not before, so a worker
 * that goes on to ask for the pages has it done by another request.
 * @throws when the server did not do it
 */
export async function expireTags(tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return
  const answer = await askOwnServer('/api/jobs/expire-tags', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${serverConfig().CRON_SECRET}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ tags: [...new Set(tags)] }),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`expire-tags answered ${answer.status}`)
}
