import { randomUUID } from 'node:crypto'
import Stripe from 'stripe'
import { serverConfig } from '@/lib/config/shop/server'
import { listIntents } from '@/lib/infra/stripe/intents'
import { sign } from '@/local/qstash/delivery'
import { paidOrder } from '../support/paid-order'
import type { MoreOf } from './handler-sample'

const bearer = { proof: () => ({ authorization: `Bearer ${serverConfig().CRON_SECRET}` }) }
const bySignature = {
  proof: (body: string, url: string) => ({
    'upstash-signature': sign(serverConfig().QSTASH_CURRENT_SIGNING_KEY, url, Buffer.from(body), Date.now()),
  }),
}
const byStripe = {
  proof: (payload: string) => ({
    'stripe-signature': Stripe.webhooks.generateTestHeaderString({
      payload,
      secret: serverConfig().STRIPE_WEBHOOK_SECRET,
    }),
  }),
}

const event = (payload: object) => ({ id: randomUUID(), customerId: randomUUID(), payload })

async function anyIntent(): Promise<string> {
  for await (const { id } of listIntents(0)) return id
  throw new Error('nobody has paid yet')
}

const shipped = (at = new Date().toISOString()) => ({
  type: 'shipment.updated.v1',
  orderId: randomUUID(),
  version: 2,
  status: 'shipped',
  carrier: 'UPS',
  trackingNumber: '1Z999',
  parcels: [
    { carrier: 'UPS', trackingNumber: '1Z999', shippedAt: at, lines: [{ sku: 'RDG-SND', quantity: 1 }] },
  ],
  changedAt: at,
})

/** What machines send to the handlers that are theirs, and how they prove it. */
export const MACHINES: Record<string, MoreOf> = {
  'POST /api/webhooks/stripe': async () => ({
    ...byStripe,
    body: {
      id: `evt_${randomUUID()}`,
      object: 'event',
      type: 'payment_intent.succeeded',
      data: { object: { object: 'payment_intent', id: await anyIntent(), metadata: {} } },
    },
  }),
  'POST /api/fulfillment/events': () => ({ ...bySignature, body: event(paidOrder()) }),
  'POST /api/fulfillment/jobs/relay-outbox': () => ({ ...bySignature, body: {} }),
  'POST /api/fulfillment/jobs/erase-old-data': () => ({ ...bySignature, body: {} }),
  'POST /api/shop/events': () => ({ ...bySignature, body: event(shipped()) }),
  'POST /api/jobs/advance-orders': () => ({
    ...bearer,
    body: { customerId: randomUUID(), orderId: randomUUID() },
  }),
  'POST /api/jobs/expire-tags': () => ({ ...bearer, body: { tags: ['product:x'], paths: ['/p/x'] } }),
  ...Object.fromEntries(
    ['relay-outbox', 'expire-carts', 'reconcile-inventory', 'refresh-pages', 'erase-old-data'].map((job) => [
      `POST /api/jobs/${job}`,
      () => ({ ...bearer, body: {} }),
    ]),
  ),
}
