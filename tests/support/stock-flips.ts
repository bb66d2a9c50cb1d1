import Stripe from 'stripe'
import { welcomeDesk } from '@/app/api/auth/[...nextauth]/welcome'
import { DELETE as removeFromCart, PUT as setInCart } from '@/app/api/cart/lines/[sku]/route'
import { POST as addToCart } from '@/app/api/cart/lines/route'
import { POST as cancelCheckout } from '@/app/api/checkout/[checkoutKey]/cancel/route'
import { GET as pollCheckout } from '@/app/api/checkout/[checkoutKey]/route'
import { POST as payNow } from '@/app/api/checkout/route'
import { POST as advanceOrders } from '@/app/api/jobs/advance-orders/route'
import { POST as reconcile } from '@/app/api/jobs/reconcile-inventory/route'
import { POST as shopEvents } from '@/app/api/shop/events/route'
import { POST as editStock } from '@/app/api/studio/stock/[sku]/route'
import { POST as stripeWebhook } from '@/app/api/webhooks/stripe/route'
import { changeLine } from '@/lib/cart'
import { serverConfig } from '@/lib/config/shop/server'
import { newId } from '@/lib/core/ids'
import { shopDb } from '@/lib/infra/db/shop'
import { adjustStock } from '@/lib/inventory'
import { startLocalOidc } from '@/local/oidc'
import { startLocalQStash } from '@/local/qstash'
import { sign } from '@/local/qstash/delivery'
import { startLocalStripe } from '@/local/stripe'
import { checkoutRequest } from './buyer'
import { givenStock, newShopper, request } from './fixtures'
import { newSession, sessionCookie } from './session'
import { signedInAt } from './sign-in'

/** Another product, to write into a cart. */
export const OTHER = 'FLD-STL'

/** Prepares a handler's call, with one unit of the SKU left. @returns the call, which sells it out or brings it back */
export type Driver = (sku: string) => Promise<() => Promise<unknown>>
type Handler = (request: Request, context: never) => Promise<Response>

/** A call of each handler that can sell a product out or bring it back, with servers of this test file's own. */
export async function openFlips(appUrl: string) {
  const [stripe, bus, oidc] = await Promise.all([startLocalStripe(), startLocalQStash(), startLocalOidc()])
  Object.assign(process.env, {
    APP_URL: appUrl,
    STRIPE_API_URL: stripe.url,
    QSTASH_URL: bus.url,
    QSTASH_TOKEN: bus.token,
    QSTASH_CURRENT_SIGNING_KEY: bus.currentSigningKey,
    QSTASH_NEXT_SIGNING_KEY: bus.nextSigningKey,
    OIDC_ISSUER: oidc.issuer,
    OIDC_CLIENT_ID: oidc.clientId,
    OIDC_CLIENT_SECRET: oidc.clientSecret,
  })

  const drivers: Record<string, Driver> = {
    'POST /api/checkout': async (sku) => {
      const { shopper, cookie } = await shopperWithUnit(sku)
      const body = await checkoutRequest(shopper.customerId)
      return () => call(payNow, '/api/checkout', { body, cookie })
    },
    'GET /api/checkout/[checkoutKey]': async (sku) => {
      const { customerId, checkoutKey, cookie } = await openOrder(sku)
      await expire(customerId)
      return () => call(pollCheckout, `/api/checkout/${checkoutKey}`, { cookie }, { checkoutKey })
    },
    'POST /api/checkout/[checkoutKey]/cancel': async (sku) => {
      const { checkoutKey, cookie } = await openOrder(sku)
      return () =>
        call(
          cancelCheckout,
          `/api/checkout/${checkoutKey}/cancel`,
          { method: 'POST', cookie },
          { checkoutKey },
        )
    },
    'POST /api/cart/lines': async (sku) => {
      const { cookie } = await openOrder(sku)
      return () => call(addToCart, '/api/cart/lines', { body: { sku: OTHER, quantity: 1 }, cookie })
    },
    'PUT /api/cart/lines/[sku]': async (sku) => {
      const { cookie } = await openOrder(sku)
      const asked = { method: 'PUT', body: { quantity: 1 }, cookie }
      return () => call(setInCart, `/api/cart/lines/${OTHER}`, asked, { sku: OTHER })
    },
    'DELETE /api/cart/lines/[sku]': async (sku) => {
      const { cookie } = await openOrder(sku)
      const asked = { method: 'DELETE', cookie }
      return () => call(removeFromCart, `/api/cart/lines/${sku}`, asked, { sku })
    },
    // next-auth calls the desk when somebody has signed in; the rest of its handler runs in a server only.
    'POST /api/auth/[...nextauth]': async (sku) => {
      const email = 'sam@example.com'
      const person = { issuer: oidc.issuer, subject: newId(), email, emailVerified: true, name: 'Sam' }
      await welcomeDesk({ headers: new Headers() }).welcome(person)
      const { cookie } = await openOrder(sku)
      return () => welcomeDesk({ headers: new Headers({ cookie }) }).welcome(person)
    },
    'POST /api/shop/events': async (sku) => {
      const order = await paidOrder(sku)
      const payload = {
        ...{ type: 'shipment.updated.v1', orderId: order.id, version: 1, status: 'canceled' },
        ...{ cancelReason: 'order_canceled', changedAt: new Date().toISOString() },
      }
      const body = JSON.stringify({ id: newId(), customerId: order.customerId, payload })
      const signature = sign(
        bus.currentSigningKey,
        `${appUrl}/api/shop/events`,
        Buffer.from(body),
        Date.now(),
      )
      const headers = { 'upstash-signature': signature }
      return () => call(shopEvents, '/api/shop/events', { body, headers })
    },
    'POST /api/webhooks/stripe': async (sku) => {
      const { customerId } = await openOrder(sku)
      const intentId = await cancelPayment(customerId)
      const payload = JSON.stringify({
        ...{ id: `evt_${newId()}`, object: 'event', type: 'payment_intent.canceled' },
        data: { object: { id: intentId, object: 'payment_intent' } },
      })
      const secret = serverConfig().STRIPE_WEBHOOK_SECRET
      const headers = {
        'stripe-signature': sdk().webhooks.generateTestHeaderString({ payload, secret }),
      }
      return () => call(stripeWebhook, '/api/webhooks/stripe', { body: payload, headers })
    },
    'POST /api/jobs/advance-orders': async (sku) => {
      await expire((await openOrder(sku)).customerId)
      return () => callJob(advanceOrders, 'advance-orders')
    },
    'POST /api/jobs/reconcile-inventory': async (sku) => {
      await adjustStock({ sku, delta: 1, reason: 'test', actor: 'test' })
      return async () => {
        // As a restored backup would: nobody tells Redis.
        await givenStock(sku, 0)
        await callJob(reconcile, 'reconcile-inventory')
      }
    },
    'POST /api/studio/stock/[sku]': async (sku) => {
      const cookie = await marketer(oidc)
      const asked = { body: { delta: -1, reason: 'test' }, cookie }
      return () => call(editStock, `/api/studio/stock/${sku}`, asked, { sku })
    },
  }
  return { drivers, close: () => Promise.all([stripe.close(), bus.close(), oidc.close()]) }
}

async function call(
  handler: Handler,
  path: string,
  asked: Parameters<typeof request>[1],
  params: Record<string, string> = {},
): Promise<void> {
  const answer = await handler(request(path, asked), { params: Promise.resolve(params) } as never)
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
}

const callJob = (handler: Handler, job: string) =>
  call(handler, `/api/jobs/${job}`, {
    body: {},
    headers: { authorization: `Bearer ${serverConfig().CRON_SECRET}` },
  })

async function shopperWithUnit(sku: string) {
  const { shopper, cookie } = await newShopper()
  await changeLine({ change: 'add', shopper, sku, quantity: 1 })
  return { shopper, cookie }
}

/** Someone whose bank asks before it pays: the order is open, and reserves the last unit until then. */
async function openOrder(sku: string) {
  const { shopper, cookie } = await shopperWithUnit(sku)
  const body = await checkoutRequest(shopper.customerId, 'pm_card_threeDSecureRequired')
  await call(payNow, '/api/checkout', { body, cookie })
  return { customerId: shopper.customerId, checkoutKey: body.checkoutKey, cookie }
}

async function paidOrder(sku: string) {
  const { shopper, cookie } = await shopperWithUnit(sku)
  const body = await checkoutRequest(shopper.customerId)
  await call(payNow, '/api/checkout', { body, cookie })
  return shopDb().order.findFirstOrThrow({ where: { checkoutKey: body.checkoutKey } })
}

const expire = (customerId: string) =>
  shopDb()
    .$executeRaw`UPDATE "Order" SET "expiresAt" = now() - interval '1 second' WHERE "customerId" = ${customerId}::uuid`

function sdk(): Stripe {
  const { STRIPE_API_URL, STRIPE_SECRET_KEY } = serverConfig()
  const { hostname, port } = new URL(STRIPE_API_URL ?? '')
  return new Stripe(STRIPE_SECRET_KEY, { host: hostname, port, protocol: 'http', telemetry: false })
}

/** The processor ends a payment by itself. @returns its id */
async function cancelPayment(customerId: string): Promise<string> {
  for await (const intent of sdk().paymentIntents.list({ limit: 100 })) {
    if (intent.metadata['customerId'] !== customerId) continue
    await sdk().paymentIntents.cancel(intent.id)
    return intent.id
  }
  throw new Error('the order has no payment')
}

async function marketer(oidc: Parameters<typeof signedInAt>[0]): Promise<string> {
  const email = 'marketer@example.com'
  const accessToken = await signedInAt(oidc, email)
  const session = newSession({ accountId: newId(), email, roles: ['shopper', 'marketer'], accessToken })
  return sessionCookie({ ...session })
}
