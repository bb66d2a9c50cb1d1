import 'server-only'
import { projection } from './store'

let suspected = false

/** Redis did not have stock that Postgres has: it may have lost everything. */
export function suspectLoss(): void {
  suspected = true
}

/** Whether this process has reason to call `claimLostHolds`; asks nobody. */
export const holdsMayBeLost = (): boolean => suspected

/**
 * Whether Redis has lost its holds and the caller is the one to write them anew: true once among all processes, until
 * Redis loses everything again.
 */
export async function claimLostHolds(): Promise<boolean> {
  if (!suspected) return false
  suspected = false
  return projection.claimComplete()
}
