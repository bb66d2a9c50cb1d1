import 'server-only'
import { fulfillmentConfig } from '../config/environment'
import { relayOutbox } from '../events/exchange'
import { fulfillmentDb } from '../infra/db/fulfillment'
import { ownUrl } from './own-url'

/** Sends what the warehouse has to tell the shop. */
export function relayFulfillmentOutbox(): Promise<{ published: number; failed: number }> {
  const own = `${ownUrl()}/api/fulfillment/events`
  return relayOutbox({
    db: fulfillmentDb(),
    destinationUrl: `${fulfillmentConfig().APP_URL}/api/shop/events`,
    acknowledgementUrl: own,
    deadLetterUrl: own,
  })
}
