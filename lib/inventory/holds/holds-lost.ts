import 'server-only'
import { stockCache } from './stock-cache'
import { holdsStore } from './store'

/** Whether this process has reason to call `claimLostHolds`; asks nobody. */
export const holdsMayBeLost = (): boolean => stockCache.holdsMayBeLost

/**
 * Whether Redis has lost its holds and this caller is the one to write them again: true for one caller among all processes,
 * until Redis loses everything again.
 */
export async function claimLostHolds(): Promise<boolean> {
  if (!stockCache.holdsMayBeLost) return false
  stockCache.holdsMayBeLost = false
  return holdsStore.claimComplete()
}
