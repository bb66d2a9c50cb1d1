import type Stripe from 'stripe'
import { newId, unixNow } from '../ids'
import { API_VERSION } from '../version'

export interface NewWebhookEndpoint {
  url: string
  secret: string
  events: string[]
  description: string | null
  metadata: Stripe.Metadata
}

/** An endpoint with its signing secret, which the API shows only in the answer that creates it. */
export function buildWebhookEndpoint(given: NewWebhookEndpoint): Stripe.WebhookEndpoint {
  return {
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: API_VERSION,
    application: null,
    created: unixNow(),
    description: given.description,
    enabled_events: given.events,
    livemode: false,
    metadata: given.metadata,
    secret: given.secret,
    status: 'enabled',
    url: given.url,
  }
}

/** The endpoint as it is listed and retrieved: without its secret. */
export function withoutSecret({ secret: _, ...endpoint }: Stripe.WebhookEndpoint): Stripe.WebhookEndpoint {
  return endpoint
}
