import 'server-only'
import { fulfillmentConfig } from '../config/environment'

/** Where the bus and direct callers find this application: at the shop's address unless it has its own. */
export function ownUrl(): string {
  const { APP_URL, FULFILLMENT_URL } = fulfillmentConfig()
  return FULFILLMENT_URL ?? APP_URL
}
