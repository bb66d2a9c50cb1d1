import Stripe from 'stripe'
import { changeLine } from '@/lib/cart'
import { payNow } from '@/lib/checkout'
import type { CheckoutRequest, CheckoutStatus } from '@/lib/checkout/schema'
import { quoteCheckout } from '@/lib/checkout'
import { serverConfig } from '@/lib/config/shop/server'
import { AppError } from '@/lib/core/errors'
import { ADDRESS } from './address'
import { newShopper } from './fixtures'

export { atOnce } from './at-once'

type Shopper = Awaited<ReturnType<typeof newShopper>>['shopper']

/** Work for after an answer: kept, so that a test can wait for it or leave it undone. */
export function laterQueue() {
  const tasks: (() => Promise<unknown>)[] = []
  return {
    later: (task: () => Promise<unknown>) => void tasks.push(task),
    run: () => Promise.all(tasks.splice(0).map((task) => task())),
  }
}

/** A ConfirmationToken as the browser would make it, for one of Stripe's test cards. */
export async function cardToken(card = 'pm_card_visa'): Promise<string> {
  const { STRIPE_API_URL, STRIPE_SECRET_KEY } = serverConfig()
  const api = new URL(STRIPE_API_URL ?? '')
  const sdk = new Stripe(STRIPE_SECRET_KEY, {
    host: api.hostname,
    port: api.port,
    protocol: 'http',
    telemetry: false,
  })
  return (await sdk.testHelpers.confirmationTokens.create({ payment_method: card })).id
}

/** A shopper with something in the cart and the address filled in, one click before Pay Now. */
export async function shopperAtCheckout(
  sku: string,
  quantity = 1,
): Promise<{ shopper: Shopper; request: CheckoutRequest }> {
  const { shopper } = await newShopper()
  await changeLine({ change: 'add', shopper, sku, quantity })
  return { shopper, request: await checkoutRequest(shopper.customerId) }
}

export async function checkoutRequest(customerId: string, card?: string): Promise<CheckoutRequest> {
  const { total } = await quoteCheckout({ customerId, shippingMethod: 'standard', country: 'US' })
  return {
    checkoutKey: crypto.randomUUID(),
    email: 'ada@example.com',
    shippingAddress: { ...ADDRESS },
    shippingMethod: 'standard',
    confirmationToken: await cardToken(card),
    expectedTotal: total,
  }
}

/** What Pay Now answered: its status, or the code of its refusal. Work for after the answer is left undone. */
export async function press(
  customerId: string,
  request: CheckoutRequest,
): Promise<CheckoutStatus | AppError> {
  try {
    return await payNow({ customerId, request, later: laterQueue().later })
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

export const outcomeOf = (answer: CheckoutStatus | AppError): string =>
  answer instanceof AppError ? answer.code : answer.status
