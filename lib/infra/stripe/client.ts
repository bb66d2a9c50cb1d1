import 'server-only'
import Stripe from 'stripe'
import { serverConfig } from '../../config/shop/server'

/** A shopper waits for this answer. What is not known by then is found out later, by the next driver of the order. */
const TIMEOUT_MS = 8_000

let client: Stripe | undefined

/** The vendor's SDK; only this folder knows it. One retry, under the same idempotency key. */
export function stripe(): Stripe {
  if (client) return client
  const { STRIPE_SECRET_KEY, STRIPE_API_URL } = serverConfig()
  const api = STRIPE_API_URL ? new URL(STRIPE_API_URL) : undefined
  client = new Stripe(STRIPE_SECRET_KEY, {
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 1,
    telemetry: false,
    ...(api && {
      host: api.hostname,
      port: api.port || (api.protocol === 'https:' ? 443 : 80),
      protocol: api.protocol === 'https:' ? 'https' : 'http',
    }),
  })
  return client
}
