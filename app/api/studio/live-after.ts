import 'server-only'
import type { PublishedPage } from '@/lib/publishing'
import type { Published } from '@/lib/publishing/schema'

/**
 * What was published, once the public can see it.
 * @param startedAt of the click's request, by `performance.now()`
 */
export async function answerWhenLive(
  { page, revision }: PublishedPage,
  _startedAt: number,
): Promise<Published> {
  return { page, revision, liveAfterMs: null }
}
