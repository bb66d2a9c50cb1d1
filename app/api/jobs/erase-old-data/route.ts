import { serverConfig } from '@/lib/config/shop/server'
import { eraseOldData as eraseInWarehouse } from '@/lib/fulfillment'
import { jobRoute } from '@/lib/http/shop/machine'
import { eraseOldData } from '@/lib/privacy'

/** What has been kept for long enough (docs/privacy.md); a warehouse that is a deployment of its own does its own. */
export const POST = jobRoute(async () => {
  const shop = await eraseOldData()
  return serverConfig().FULFILLMENT_URL ? { shop } : { shop, fulfillment: await eraseInWarehouse() }
})
