import { relayShopOutbox } from '@/lib/events'
import { relayFulfillmentOutbox } from '@/lib/fulfillment'
import { jobRoute } from '@/lib/http/machine'

export const POST = jobRoute(async () => {
  const [shop, fulfillment] = await Promise.all([relayShopOutbox(), relayFulfillmentOutbox()])
  return { shop, fulfillment }
})
