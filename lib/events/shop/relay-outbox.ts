import 'server-only'
import { serverConfig } from '../../config/shop/server'
import { shopDb } from '../../infra/db/shop'
import { relayOutbox } from '../relay'

/** Sends what the shop has to tell the warehouse. */
export function relayShopOutbox(): Promise<{ published: number; failed: number }> {
  const { APP_URL, FULFILLMENT_URL } = serverConfig()
  const consumer = `${FULFILLMENT_URL ?? APP_URL}/api/fulfillment/events`
  return relayOutbox({
    db: shopDb(),
    destinationUrl: consumer,
    acknowledgementUrl: `${APP_URL}/api/shop/events`,
    deadLetterUrl: consumer,
  })
}
