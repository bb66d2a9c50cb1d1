import { dropGhostHolds, rebuildHolds } from '@/lib/cart'
import { jobRoute } from '@/lib/http/shop/machine'
import { reconcileInventory } from '@/lib/inventory'
import { payingAmong } from './paying-among'

/** Stock first, then what is held without a reason: holds are restored only where there are units for them. */
export const POST = jobRoute(async () => {
  const stock = await reconcileInventory()
  if (!stock.reachable) return { ...stock, ghosts: 0, restored: 0 }
  const { ghosts } = await dropGhostHolds({ payingAmong })
  const { restored } = await rebuildHolds({ payingAmong })
  return { ...stock, ghosts, restored }
})
