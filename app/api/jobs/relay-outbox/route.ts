import { serverConfig } from '@/lib/config/shop/server'
import { relayShopOutbox } from '@/lib/events/shop'
import { raiseAlarms, relayFulfillmentOutbox } from '@/lib/fulfillment'
import { jobRoute } from '@/lib/http/shop/machine'

/** Both outboxes, unless the warehouse is a deployment of its own: then it sends its own, and its database is out of reach. */
export const POST = jobRoute(async () => {
  if (serverConfig().FULFILLMENT_URL) return { shop: await relayShopOutbox() }
  const [shop, fulfillment] = await Promise.all([relayShopOutbox(), relayFulfillmentOutbox(), raiseAlarms()])
  return { shop, fulfillment }
})
