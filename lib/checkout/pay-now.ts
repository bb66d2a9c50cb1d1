import 'server-only'
import { serverConfig } from '../config/shop/server'
import type { Caller } from '../core/caller'
import { AppError } from '../core/errors'
import { publish } from '../infra/bus'
import { log } from '../infra/log/log'
import { syncStock } from '../inventory'
import { isOpen, type OrderRow, orders } from '../orders'
import {
  confirmIntent,
  createIntent,
  type Intent,
  payments,
  ProcessorRefused,
  ProcessorUnavailable,
  readIntent,
} from '../payments'
import { advanceOrder, type Later, type Progress } from './advance-order'
import { toAnswer } from './answer'
import { countDeclinedCard, tryingCard } from './card-testing'
import { handBack } from './hand-back'
import { outOfStock, reserveOrder } from './reserve-order'
import type { CheckoutRequest, CheckoutStatus } from './schema'
import { checkoutSteps } from './store'

/** Seconds after an order's time at which the bus wakes it, should nobody else have. */
const WAKE_AFTER_SECONDS = 60
/** How long a shopper may take to answer the bank, and the part of HOLD_MINUTES that it is at most. */
const ACTION_SECONDS = 5 * 60
const ACTION_PART = 0.5

/**
 * Pay Now: T1 to T5. The order and its stock are stored before money is asked for, and one order has one payment, so
 * that a second click, tab, retry or card can never charge twice. Send it again with the same key after any failure.
 * Units are reserved only while a card is being tried: a decline, or a token that the processor does not know, gives them back to
 * the cart's hold, and the next card reserves them again.
 *
 * @param later runs work after the answer was sent
 * @param caller where the request comes from, by whom declined cards are counted as well; null when nobody knows
 * @throws AppError those of `reserveOrder`, `payment_declined` (the order stays open for another card),
 *   `payments_unavailable` (nothing was charged), `checkout_canceled` (use a new key), `too_many_requests` with `retryAfter`
 *   (too many cards were declined; nothing is reserved)
 */
export async function payNow(options: {
  customerId: string
  request: CheckoutRequest
  later: Later
  caller?: Caller | null
}): Promise<CheckoutStatus> {
  const { customerId, request, caller = null } = options
  const { confirmationToken } = request
  const known = await orders.byCheckoutKey(customerId, request.checkoutKey)
  const attempt = () => reserveAndPay({ ...options, known })
  const progress =
    known && (await triesNone(known, confirmationToken))
      ? await attempt()
      : await tryingCard({ customerId, caller, confirmationToken }, attempt)
  if (progress.kind === 'canceled') {
    throw progress.isRefunded
      ? new AppError(
          'checkout_canceled',
          'Someone else got the last of it while you paid. Your card was charged, and the money is on its way back.',
          { refunded: true },
        )
      : new AppError(
          'checkout_canceled',
          'This checkout was ended. Nothing was charged. Press Pay Now again.',
        )
  }
  return toAnswer(progress)
}

/** Whether this request can try no other card: its order is over, has had its cards, or had this token last. */
const triesNone = async (order: OrderRow, confirmationToken: string): Promise<boolean> =>
  !isOpen(order.status) ||
  !(await payments.wouldTry({ customerId: order.customerId, orderId: order.id }, confirmationToken))

async function reserveAndPay(options: {
  customerId: string
  request: CheckoutRequest
  known: OrderRow | null
  later: Later
}): Promise<Progress> {
  const { request, later } = options
  const { order, isNew } = await reserveOrder(options).catch((error: unknown) => {
    if (!(error instanceof ProcessorUnavailable)) throw error
    throw new AppError(
      'payments_unavailable',
      'An earlier payment is still being confirmed. Please try again soon.',
    )
  })
  if (order.status === 'PENDING') later(() => wakeLater(order))
  return pay({ order, isNew, confirmationToken: request.confirmationToken, later })
}

async function pay(options: {
  order: OrderRow
  isNew: boolean
  confirmationToken: string
  later: Later
}): Promise<Progress> {
  const { order, isNew, confirmationToken, later } = options
  const key = { customerId: order.customerId, orderId: order.id }
  if (!isOpen(order.status)) return advanceOrder({ order, later })

  const intentId = await attachedIntent(order).catch(async (error: unknown) => {
    // Another request of the same order may still be at work; only the one that has reserved gives back.
    if (isNew) await handBack({ order, attempt: order.attempt, quietSeconds: 0 })
    throw error
  })
  if (!intentId)
    return advanceOrder({ order: (await orders.byId(key.customerId, key.orderId)) ?? order, later })

  const attached: OrderRow = { ...order, status: 'PAYING' }
  if (!(await payments.countCard(key, confirmationToken))) return { kind: 'declined', code: 'too_many_cards' }
  const attempt = isNew ? order.attempt : await reservedAgain(attached)
  if (attempt === null) return advanceOrder({ order: attached, later })
  try {
    const intent = await confirmed(order, intentId, confirmationToken)
    if (intent.declineCode) {
      await payments.setLastError(key, intent.declineCode)
      await countDeclinedCard(intent.declinedCard)
      if (intent.state === 'needs_card') await handBack({ order: attached, attempt, quietSeconds: 0 })
    }
    if (intent.state === 'needs_action')
      await checkoutSteps.boundAction(
        key,
        Math.min(ACTION_SECONDS, serverConfig().HOLD_MINUTES * 60 * ACTION_PART),
      )
    return await advanceOrder({ order: attached, intent, later })
  } catch (error) {
    // Nobody knows whether the card was charged: the webhook, the shopper's poll or the sweeper will find out.
    if (!(error instanceof ProcessorUnavailable)) throw error
    log('warn', 'payment.unknown', { ...key, error })
    return { kind: 'confirming' }
  }
}

/**
 * Reserves again what an earlier card's decline gave back.
 * @returns the number of this attempt; null when the order has ended, or its time is over
 * @throws AppError `out_of_stock` when somebody else has the units now
 */
async function reservedAgain(order: OrderRow): Promise<number | null> {
  const { customerId, id: orderId, cartId } = order
  const step = await checkoutSteps.tryAgain({ customerId, orderId })
  if (step.outcome === 'closed') return null
  if (step.outcome === 'out_of_stock') throw outOfStock(step.items)
  if (step.stock.length > 0) await syncStock({ levels: step.stock, dropHoldsOf: cartId })
  return step.attempt
}

/** T2 and T3. @returns null when the order left PENDING meanwhile: then nothing may be confirmed */
async function attachedIntent(order: OrderRow): Promise<string | null> {
  const { customerId, id: orderId, total: amount, currency } = order
  const key = { customerId, orderId }
  if (order.status === 'PAYING') return payments.intentOf(key)
  const intent = await createIntent({ ...key, amount, currency }).catch((error: unknown) => {
    throw new AppError(
      'payments_unavailable',
      'We could not reach the bank. Nothing was charged. Please try again.',
      {},
      { cause: error },
    )
  })
  if (await payments.attach({ ...key, intentId: intent.id, amount, currency })) return intent.id
  // Another click of the same shopper was faster: it attached the same payment, unless the order was ended.
  return (await payments.intentOf(key)) === intent.id ? intent.id : null
}

/** T4. A refusal says nothing about the money; the payment itself does. */
async function confirmed(order: OrderRow, intentId: string, confirmationToken: string): Promise<Intent> {
  const { APP_URL } = serverConfig()
  try {
    return await confirmIntent({
      intentId,
      confirmationToken,
      returnUrl: `${APP_URL}/checkout?key=${order.checkoutKey}`,
    })
  } catch (error) {
    if (!(error instanceof ProcessorRefused)) throw error
    log('warn', 'payment.refused', { customerId: order.customerId, orderId: order.id, code: error.code })
    const intent = await readIntent(intentId)
    return intent.state === 'needs_card'
      ? { ...intent, declineCode: intent.declineCode ?? 'token_expired' }
      : intent
  }
}

async function wakeLater(order: OrderRow): Promise<void> {
  const { APP_URL, HOLD_MINUTES } = serverConfig()
  await publish({
    url: `${APP_URL}/api/jobs/advance-orders`,
    body: { customerId: order.customerId, orderId: order.id },
    delaySeconds: Math.ceil(HOLD_MINUTES * 60) + WAKE_AFTER_SECONDS,
    deduplicationId: `wake-${order.id}`,
  })
}
