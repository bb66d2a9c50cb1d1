import { after } from 'next/server'
import { rebuildLostHolds } from '@/lib/cart'
import { route } from '@/lib/http/shop/route'
import { getAvailability, holdsMayBeLost } from '@/lib/inventory'
import { AvailabilityQuery } from '@/lib/inventory/schema'
import { payingAmong } from '../jobs/reconcile-inventory/paying-among'
import { cacheable } from './cacheable'

/** Public, the same for everyone, read from Redis: a CDN answers all viewers of a product from one read a second. */
export const GET = route(
  { query: AvailabilityQuery, limits: [{ name: 'availability', per: 'address' }] },
  async ({ request, query }) => {
    const availability = await getAvailability(query.sku)
    if (holdsMayBeLost()) after(() => rebuildLostHolds({ payingAmong }))
    return cacheable(request, availability)
  },
)
