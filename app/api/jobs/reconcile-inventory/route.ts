import { rebuildHolds } from '@/lib/cart'
import { jobRoute } from '@/lib/http/machine'
import { reconcileInventory } from '@/lib/inventory'
import { payingAmong } from './paying-among'

/** Stock first: holds are restored only where there are units for them. */
export const POST = jobRoute(async () => {
  const stock = await reconcileInventory()
  const holds = stock.reachable ? await rebuildHolds({ payingAmong }) : { restored: 0 }
  return { ...stock, ...holds }
})
