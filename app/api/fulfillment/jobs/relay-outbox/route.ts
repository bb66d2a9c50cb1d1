import { ownUrl, raiseAlarms, relayFulfillmentOutbox } from '@/lib/fulfillment'
import { busRoute } from '@/lib/http/signed'

/** The schedule of a warehouse that is a deployment of its own; elsewhere the shop's job does the same. */
export const POST = busRoute(ownUrl, async () => {
  const [fulfillment, alarms] = await Promise.all([relayFulfillmentOutbox(), raiseAlarms()])
  return { fulfillment, alarms }
})
