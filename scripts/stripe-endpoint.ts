import Stripe from 'stripe'

/** What the shop acts on (lib/checkout/handle-stripe-webhook.ts): the two ends that a payment can have. */
export const EVENTS = [
  'payment_intent.succeeded',
  'payment_intent.canceled',
] as const satisfies readonly Stripe.WebhookEndpointCreateParams.EnabledEvent[]

export const endpointUrl = (appUrl: string): string => `${appUrl.replace(/\/$/, '')}/api/webhooks/stripe`

/** The vendor's SDK for a script; `apiUrl` for a stand-in. */
export function stripeOf(secretKey: string, apiUrl: string | undefined, timeout = 8_000): Stripe {
  const api = apiUrl ? new URL(apiUrl) : undefined
  return new Stripe(secretKey, {
    timeout,
    maxNetworkRetries: 0,
    telemetry: false,
    ...(api && {
      host: api.hostname,
      port: api.port || (api.protocol === 'https:' ? 443 : 80),
      protocol: api.protocol === 'https:' ? 'https' : 'http',
    }),
  })
}
