import 'server-only'
import { Options } from '../catalog/schema'
import { asciiEmail } from '../core/email'
import { newId } from '../core/ids'
import { relayShopOutbox } from '../events/shop'
import { type OrderPaidV1 } from '../events/contract'
import { lookupHash } from '../infra/crypto/seal'
import { log } from '../infra/log/log'
import { reholdCart, syncStock } from '../inventory'
import { type OrderRow, orders } from '../orders'
import { ShippingAddress } from '../orders/schema'
import { cancelIntent, type Intent, type OrderKey, payments, readIntent, sendRefunds } from '../payments'
import { handBack } from './hand-back'
import { nextMove } from './rules/next-move'
import { checkoutSteps } from './store'

/** Where an order stands after it was moved as far as it can be moved now. */
export type Progress =
  | { kind: 'paid'; order: OrderRow }
  /** `isRefunded`: its card was charged all the same, and the money goes back */
  | { kind: 'canceled'; order: OrderRow; isRefunded: boolean }
  | { kind: 'requires_action'; clientSecret: string }
  | { kind: 'confirming' }
  | { kind: 'declined'; code: string }
  | { kind: 'open'; expiresAt: Date }

/** Takes work that the shopper need not wait for: `after` of next/server in a request. */
export type Later = (task: () => Promise<unknown>) => void

/** For callers that answer nobody: starts the work, and logs what goes wrong with it. */
export const rightAway: Later = (task) => {
  task().catch((error: unknown) => log('error', 'task.failed', { error }))
}

export interface AdvanceOptions {
  order: OrderRow
  /** What a driver already knows of the payment; read from the processor otherwise. */
  intent?: Intent
  /** Ends the order when it is not paid: its shopper gave it up, or its cart was changed. */
  giveUp?: 'canceled_by_shopper' | 'cart_changed'
  /** The webhook that drives this: stored in T5's transaction. */
  webhook?: { eventId: string; type: string }
  later: Later
}

/** A payment that waits for a card frees the units when no card has been tried for so long: a request may still be trying one. */
const QUIET_SECONDS = 30

/** After the fence a payment is final; more turns than this mean that the processor contradicts itself. */
const TURNS = 3

/**
 * Moves an order as far as it can go: to PAID when the money is there, to CANCELED when its time is over or it was
 * given up, after ending the payment at the processor first. Safe to run at any time, by many at once, again after a
 * crash at any point. The Pay request, the webhook, the shopper's poll and the sweeper all call it.
 *
 * @throws ProcessorUnavailable when the processor cannot be asked; nothing has changed then
 */
export async function advanceOrder(options: AdvanceOptions): Promise<Progress> {
  const { order, giveUp, later } = options
  const key: OrderKey = { customerId: order.customerId, orderId: order.id }
  if (order.status === 'PAID') return { kind: 'paid', order }
  if (order.status === 'CANCELED' && !options.intent) return canceled(order)

  const over = giveUp !== undefined || (await checkoutSteps.isOver(order.customerId, order.id))
  if (order.status === 'PENDING') {
    if (!over) return { kind: 'open', expiresAt: order.expiresAt }
    return release(order, 'PENDING', giveUp ?? 'expired', options)
  }

  let intent = options.intent ?? (await readAttached(key))
  for (let turn = 1; turn <= TURNS; turn++) {
    switch (nextMove(intent.state, over)) {
      case 'pay':
        return takeMoney(order, intent, options)
      case 'release':
        return release(order, 'PAYING', giveUp ?? (over ? 'expired' : 'payment_canceled'), options)
      case 'fence':
        intent = await cancelIntent(intent.id)
        continue
      case 'wait_for_shopper':
        return { kind: 'requires_action', clientSecret: intent.clientSecret }
      case 'wait_for_processor':
        return { kind: 'confirming' }
      case 'wait_for_card':
        // Without a decline, too: the card may never have reached the processor, or its request ended before its hand-back.
        await handBack({ order, attempt: order.attempt, quietSeconds: QUIET_SECONDS })
        return intent.declineCode
          ? { kind: 'declined', code: intent.declineCode }
          : { kind: 'open', expiresAt: order.expiresAt }
    }
  }
  later(async () => log('error', 'alert.order_stuck', { ...key, reason: intent.state }))
  return { kind: 'confirming' }
}

async function readAttached(key: OrderKey): Promise<Intent> {
  const intentId = await payments.intentOf(key)
  if (!intentId) throw new Error(`Order ${key.orderId} is PAYING without a payment`)
  return readIntent(intentId)
}

/** T5, or T8 when the order can no longer take the money. */
async function takeMoney(
  order: OrderRow,
  intent: Intent,
  { webhook, later }: AdvanceOptions,
): Promise<Progress> {
  const { customerId, id: orderId } = order
  const refund = await payments.refundSeal(orderId, intent.id)
  const step = await checkoutSteps.paid({
    customerId,
    orderId,
    intentHash: hex(refund.intentHash),
    intentSealed: hex(refund.bytes),
    keyVersion: refund.keyVersion,
    amount: intent.amount,
    currency: intent.currency,
    eventId: newId(),
    eventName: 'order.paid.v1',
    eventPayload: orderPaid(order),
    ...(webhook && { eventHash: hex(lookupHash(webhook.eventId)), eventType: webhook.type }),
  })
  if (step.outcome === 'paid') {
    await syncStock({ levels: step.stock, dropHoldsOf: order.cartId })
    log('info', 'order.paid', { customerId, orderId })
    later(relayShopOutbox)
  }
  if (step.outcome === 'refund') later(sendRefunds)
  return standing((await orders.byId(customerId, orderId)) ?? order)
}

/** T7. When someone else moved the order meanwhile, theirs is the truth. */
async function release(
  order: OrderRow,
  from: 'PENDING' | 'PAYING',
  reason: string,
  options: AdvanceOptions,
): Promise<Progress> {
  const { customerId, id: orderId, cartId } = order
  const step = await checkoutSteps.release({ customerId, orderId, from, reason })
  const settled = (await orders.byId(customerId, orderId)) ?? order
  if (step.outcome === 'not_released') {
    // Its payment was attached in between: end that first.
    if (settled.status === 'PAYING' && from === 'PENDING') return advanceOrder({ ...options, order: settled })
    return standing(settled)
  }
  log('info', 'order.canceled', { customerId, orderId, reason })
  await syncStock({ levels: step.stock })
  // The units of an order that ran out go to others: only the shopper's own act holds them again.
  if (options.giveUp)
    await reholdCart({ cartId, lines: order.lines.map(({ sku, quantity }) => ({ sku, quantity })) })
  return canceled(settled)
}

async function standing(order: OrderRow): Promise<Progress> {
  if (order.status === 'PAID') return { kind: 'paid', order }
  return order.status === 'CANCELED' ? canceled(order) : { kind: 'confirming' }
}

async function canceled(order: OrderRow): Promise<Progress> {
  const { customerId, id: orderId } = order
  return { kind: 'canceled', order, isRefunded: await payments.hasRefund({ customerId, orderId }) }
}

function orderPaid(order: OrderRow): Omit<OrderPaidV1, 'paidAt'> {
  const { email, shippingMethod, currency, total } = order
  return {
    type: 'order.paid.v1',
    orderId: order.id,
    orderNumber: order.number,
    email: asciiEmail(email) ?? email,
    shippingMethod,
    shippingAddress: ShippingAddress.parse(order.shippingAddress),
    lines: order.lines.map(({ sku, name, options, quantity, unitPrice }) => ({
      sku,
      name,
      options: Options.parse(options),
      quantity,
      unitPrice,
    })),
    total: { amount: total, currency },
  }
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
