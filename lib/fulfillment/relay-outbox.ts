import 'server-only'
import { fulfillmentConfig } from '../config/fulfillment'
import { relayOutbox } from '../events'
import { fulfillmentDb } from '../infra/db/fulfillment'

/** Sends what the warehouse has to tell the shop. */
export function relayFulfillmentOutbox(): Promise<{ published: number; failed: number }> {
  const { APP_URL, FULFILLMENT_URL } = fulfillmentConfig()
  const own = `${FULFILLMENT_URL ?? APP_URL}/api/fulfillment/events`
  return relayOutbox({
    db: fulfillmentDb(),
    destinationUrl: `${APP_URL}/api/shop/events`,
    acknowledgementUrl: own,
    deadLetterUrl: own,
  })
}
