import Stripe from 'stripe'
import type { Environment } from '../../lib/config/branch-environment'
import { endpointUrl, EVENTS, stripeOf } from '../stripe-endpoint'
import { about, type Finding, reason, TIMEOUT_MS } from './finding'

const says = about('stripe')

/** The key is good, and Stripe tells the shop of its payments. */
export async function checkPayments(environment: Environment): Promise<Finding[]> {
  const {
    STRIPE_SECRET_KEY: key,
    STRIPE_PUBLISHABLE_KEY: publishable,
    STRIPE_API_URL: api,
    APP_URL: app,
  } = environment
  if (!key || !app || (api && !URL.canParse(api))) return []
  const stripe = stripeOf(key, api, TIMEOUT_MS)
  const modeOf = (text: string | undefined) => /_(test|live)_/.exec(text ?? '')?.[1]
  const mixed =
    modeOf(key) === modeOf(publishable)
      ? []
      : [
          says.fault(
            'one key is of test mode and the other of live mode',
            'copy both keys from the same page of the Stripe dashboard',
          ),
        ]
  try {
    const { livemode } = await stripe.balance.retrieve()
    const endpoints = await stripe.webhookEndpoints.list({ limit: 100 })
    return [
      says.well(`lets us in, ${livemode ? 'live' : 'test'} mode`),
      ...mixed,
      ...checkEndpoint(endpoints.data, endpointUrl(app)),
    ]
  } catch (error) {
    const refused = error instanceof Stripe.errors.StripeAuthenticationError
    return [
      ...mixed,
      refused
        ? says.fault('does not know the key', 'copy STRIPE_SECRET_KEY from the Stripe dashboard')
        : says.fault(
            `cannot be used: ${reason(error)}`,
            'check that this machine reaches api.stripe.com, and what the key may do: a restricted one needs PaymentIntents, Refunds and Webhook Endpoints',
          ),
    ]
  }
}

function checkEndpoint(endpoints: readonly Stripe.WebhookEndpoint[], url: string): Finding[] {
  const part = about('webhook')
  const found = endpoints.filter((endpoint) => endpoint.url === url)
  if (found.length === 0) {
    return [part.fault(`Stripe has no endpoint ${url}`, 'npm run webhook makes it and prints its secret')]
  }
  const enabled = found.filter(({ status }) => status === 'enabled')
  if (enabled.length === 0)
    return [part.fault(`${url} is disabled`, 'enable it in the Stripe dashboard, or npm run webhook')]
  const sent = new Set(enabled.flatMap(({ enabled_events }) => enabled_events))
  const missing = sent.has('*') ? [] : EVENTS.filter((event) => !sent.has(event))
  if (missing.length > 0)
    return [
      part.fault(
        `${url} is not told of ${missing.join(', ')}`,
        'add the events in the Stripe dashboard, or npm run webhook',
      ),
    ]
  if (enabled.length > 1)
    return [
      part.warning(
        `Stripe has ${enabled.length} endpoints ${url}: each has a secret of its own`,
        'delete all but the one whose secret is set',
      ),
    ]
  return [part.well(`Stripe tells ${url}`)]
}
