import { dropOrphanedHolds, rebuildHolds } from '@/lib/cart'
import { jobRoute } from '@/lib/http/shop/machine'
import { reconcileInventory } from '@/lib/inventory'
import { payingAmong } from './paying-among'

/** Stock first, then what is held without a reason: holds are restored only where there are units for them. */
export const POST = jobRoute(async () => {
  const stock = await reconcileInventory()
  if (!stock.reachable) return { ...stock, orphaned: 0, restored: 0 }
  const { orphaned } = await dropOrphanedHolds({ payingAmong })
  const { restored } = await rebuildHolds({ payingAmong })
  return { ...stock, orphaned, restored }
})
