import { after } from 'next/server'
import { handleStripeWebhook } from '@/lib/checkout'
import { readBody, WEBHOOK_LIMIT } from '@/lib/http/body'
import { machineRoute } from '@/lib/http/shop/machine'
import { readWebhook } from '@/lib/payments'

/** The processor's news of a payment: 200 once it is stored, 400 for a wrong signature, 5xx to be sent again. */
export const POST = machineRoute(async (request) => {
  const hint = readWebhook(await readBody(request, WEBHOOK_LIMIT), request.headers.get('stripe-signature'))
  if (hint) await handleStripeWebhook(hint, after)
  return { received: true }
})
