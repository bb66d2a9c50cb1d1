/**
 * `npm run webhook`: registers APP_URL/api/webhooks/stripe at Stripe and prints its secret, which Stripe shows this once.
 * An endpoint that is there already is replaced (its secret cannot be read again), so that running it again repairs one.
 * `--remove` takes it away, when a preview is over.
 */
import { z } from 'zod'
import { withBranch } from '../lib/config/branch-environment'
import { endpointUrl, EVENTS, stripeOf } from './stripe-endpoint'
import { command } from './terminal/command'

const flags = command({
  run: 'npm run webhook --',
  about: "Registers the shop's webhook at Stripe and prints its secret, which Stripe shows this once.",
  examples: ['npm run webhook', 'npm run webhook -- --remove'],
})
  .option('--remove', 'takes it away, when a preview is over')
  .parse()
  .opts()
const environment = z
  .object({ APP_URL: z.url(), STRIPE_SECRET_KEY: z.string().min(1), STRIPE_API_URL: z.url().optional() })
  .parse(withBranch(process.env))

const stripe = stripeOf(environment.STRIPE_SECRET_KEY, environment.STRIPE_API_URL)
const url = endpointUrl(environment.APP_URL)
const old = (await stripe.webhookEndpoints.list({ limit: 100 })).data.filter(
  (endpoint) => endpoint.url === url,
)
// The new one first: at no moment is nobody told.
if (!flags.remove) {
  const { secret } = await stripe.webhookEndpoints.create({ url, enabled_events: [...EVENTS] })
  console.log(`STRIPE_WEBHOOK_SECRET=${secret}`)
}
for (const { id } of old) await stripe.webhookEndpoints.del(id)
console.error(
  flags.remove
    ? `Stripe no longer tells ${url}.`
    : `Stripe tells ${url}. Set the secret above, and deploy again.`,
)
