import 'server-only'
import { type Hold, holdsStore } from './store'

/**
 * Drops holds that are still as the caller saw them; one that its cart has renewed or changed since then stays.
 * @returns how many were dropped
 */
export async function releaseHolds(seen: readonly Hold[]): Promise<number> {
  const dropped = await holdsStore.release(seen)
  return dropped?.filter(Boolean).length ?? 0
}
