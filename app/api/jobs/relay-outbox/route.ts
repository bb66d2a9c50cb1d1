import { serverConfig } from '@/lib/config/server'
import { relayShopOutbox } from '@/lib/events'
import { raiseAlarms, relayFulfillmentOutbox } from '@/lib/fulfillment'
import { jobRoute } from '@/lib/http/machine'

/** Both outboxes, unless the warehouse is a deployment of its own: then it sends its own, and its database is out of reach. */
export const POST = jobRoute(async () => {
  if (serverConfig().FULFILLMENT_URL) return { shop: await relayShopOutbox() }
  const [shop, fulfillment] = await Promise.all([relayShopOutbox(), relayFulfillmentOutbox(), raiseAlarms()])
  return { shop, fulfillment }
})
