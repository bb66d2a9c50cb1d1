import 'server-only'
import { type Held, projection } from './store'

/**
 * Drops holds as they were seen: one that its cart has renewed or changed since is left alone.
 * @returns how many were dropped
 */
export async function releaseHolds(seen: readonly Held[]): Promise<number> {
  const dropped = await projection.release(seen)
  return dropped?.filter(Boolean).length ?? 0
}
