import 'server-only'
import { stockCache } from './stock-cache'
import { holdsStore } from './store'

/**
 * Syncs stock changes of these SKUs that Redis missed while it was away. Called in the same tick as a read or a hold, the
 * changes travel in the same request and run first, so the first answer after an outage is right.
 */
export async function retrySync(skus: readonly string[]): Promise<void> {
  const levels = stockCache.pendingOf(skus)
  if (levels.length > 0 && (await holdsStore.sync(levels))) stockCache.removePending(levels)
}
