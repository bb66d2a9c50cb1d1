import 'server-only'
import { type Hold, holdsStore } from './store'

/**
 * Drops holds as they were seen: one that its cart has renewed or changed since is left alone.
 * @returns how many were dropped
 */
export async function releaseHolds(seen: readonly Hold[]): Promise<number> {
  const dropped = await holdsStore.release(seen)
  return dropped?.filter(Boolean).length ?? 0
}
