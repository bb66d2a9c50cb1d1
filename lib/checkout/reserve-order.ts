import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { cartForCheckout } from '../cart'
import { serverConfig } from '../config/shop/server'
import { AppError } from '../core/errors'
import { newId, newOrderNumber } from '../core/ids'
import { isDatabaseUnavailable } from '../infra/db/retry'
import { syncStock } from '../inventory'
import { isOpen, type OrderRow, orders } from '../orders'
import { ShippingAddress } from '../orders/schema'
import { advanceOrder, type Later } from './advance-order'
import { priceOrder, type Totals } from './rules/price-order'
import type { CheckoutRequest } from './schema'
import { checkoutSteps, type ReserveOutcome } from './store'

/** Open orders of one customer at once: a limit on hoarding. */
const MAX_OPEN_ORDERS = 2
/** The cart may change between reading and reserving it; read it again so many times. */
const ATTEMPTS = 4

/**
 * T1. The order of this request, with its stock reserved: a new one, or the one that an earlier click, retry or tab made
 * for the same unchanged cart. An open order that says something else (another cart, address or total) is ended first.
 *
 * @returns the order, and whether it was just reserved: then this request is the first to try a card
 * @throws AppError `cart_empty`, `price_changed` with `total`, `out_of_stock` with `items`, `too_many_open_orders`,
 *   `cart_changed`
 * @throws ProcessorUnavailable when an earlier order of this cart can't be ended now
 */
export async function reserveOrder(options: {
  customerId: string
  request: CheckoutRequest
  /** the order that the key made already */
  known: OrderRow | null
  later: Later
}): Promise<{ order: OrderRow; isNew: boolean }> {
  const { customerId, request, known, later } = options
  if (known) return { order: await continueOrGiveUp(known, request, later), isNew: false }

  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const cart = await cartForCheckout(customerId)
    if (!cart || cart.lines.length === 0) {
      // The same key, sent at the same moment, may have bought the cart since `known` was read.
      const made = await orders.byCheckoutKey(customerId, request.checkoutKey)
      if (made) return { order: await continueOrGiveUp(made, request, later), isNew: false }
      throw new AppError('cart_empty', 'There is nothing in your cart.')
    }
    const { totals, currency } = priced(cart, request)

    const step = await reserve({ customerId, request, cart, totals, currency })
    switch (step.outcome) {
      case 'reserved':
        await syncStock({ levels: step.stock, dropHoldsOf: cart.id })
        return { order: await stored(customerId, step.orderId), isNew: true }
      case 'duplicate': {
        const order = await continueOrGiveUp(await stored(customerId, step.orderId), request, later)
        return { order, isNew: false }
      }
      case 'open_order': {
        const open = await stored(customerId, step.orderId)
        if (open.cartVersion === cart.version && isSameOrder(open, request)) {
          const joined = await checkoutSteps.join({
            customerId,
            checkoutKey: request.checkoutKey,
            orderId: open.id,
          })
          const order =
            joined === open.id
              ? open
              : await continueOrGiveUp(await stored(customerId, joined), request, later)
          return { order, isNew: false }
        }
        await advanceOrder({ order: open, giveUp: 'cart_changed', later })
        continue
      }
      case 'out_of_stock':
        throw outOfStock(step.items)
      case 'too_many_open':
        throw new AppError(
          'too_many_open_orders',
          `You have ${MAX_OPEN_ORDERS} orders waiting for their payment. Finish or cancel one first.`,
        )
      case 'cart_changed':
      case 'price_changed':
        continue
    }
  }
  throw new AppError('cart_changed', 'Your cart changed while you were paying. Nothing was charged.')
}

/** Units went to someone else; nothing was charged. */
export const outOfStock = (items: readonly { sku: string; available: number }[]): AppError =>
  new AppError('out_of_stock', 'Some of it went to someone else. Nothing was charged.', { items })

type CartToBuy = NonNullable<Awaited<ReturnType<typeof cartForCheckout>>>

/** @throws AppError `price_changed` when it costs another amount than the shopper saw */
function priced(cart: CartToBuy, request: CheckoutRequest): { totals: Totals; currency: string } {
  const { shippingMethod, shippingAddress, expectedTotal } = request
  const totals = priceOrder({
    lines: cart.lines.map(({ quantity, variant }) => ({ quantity, unitPrice: variant.price })),
    shippingMethod,
    country: shippingAddress.country,
  })
  const currency = cart.lines[0]?.variant.currency ?? expectedTotal.currency
  if (totals.total === expectedTotal.amount && currency === expectedTotal.currency)
    return { totals, currency }
  throw new AppError(
    'price_changed',
    'The total is not what it was. Please look at it again. Nothing was charged.',
    {
      total: { amount: totals.total, currency },
      expectedTotal,
    },
  )
}

async function reserve(options: {
  customerId: string
  request: CheckoutRequest
  cart: CartToBuy
  totals: Totals
  currency: string
}): Promise<ReserveOutcome> {
  const { customerId, request, cart, totals, currency } = options
  const { checkoutKey, email, shippingAddress, shippingMethod } = request
  try {
    return await checkoutSteps.reserve({
      ...totals,
      customerId,
      currency,
      checkoutKey,
      email,
      shippingAddress,
      shippingMethod,
      orderId: newId(),
      number: newOrderNumber(),
      cartId: cart.id,
      cartVersion: cart.version,
      openForSeconds: serverConfig().HOLD_MINUTES * 60,
      maxOpenOrders: MAX_OPEN_ORDERS,
      lines: cart.lines.map(({ sku, quantity, variant }) => ({
        sku,
        quantity,
        unitPrice: variant.price,
        slug: variant.slug,
        name: variant.name,
        options: variant.options,
        imageKey: variant.imageKey,
      })),
    })
  } catch (error) {
    // The connection may have broken after COMMIT: what the database says now is what happened.
    if (!isDatabaseUnavailable(error)) throw error
    const written = await orders.byCheckoutKey(customerId, checkoutKey).catch(() => null)
    if (!written) throw error
    return { outcome: 'duplicate', orderId: written.id }
  }
}

/** The same key again continues its order, as long as it still says the same. */
async function continueOrGiveUp(order: OrderRow, request: CheckoutRequest, later: Later): Promise<OrderRow> {
  if (!isOpen(order.status) || isSameOrder(order, request)) return order
  await advanceOrder({ order, giveUp: 'cart_changed', later })
  return stored(order.customerId, order.id)
}

function isSameOrder(order: OrderRow, request: CheckoutRequest): boolean {
  return (
    order.total === request.expectedTotal.amount &&
    order.currency === request.expectedTotal.currency &&
    order.email === request.email &&
    order.shippingMethod === request.shippingMethod &&
    isDeepStrictEqual(ShippingAddress.parse(order.shippingAddress), request.shippingAddress)
  )
}

async function stored(customerId: string, orderId: string): Promise<OrderRow> {
  const order = await orders.byId(customerId, orderId)
  if (!order) throw new Error(`Order ${orderId} is gone`)
  return order
}
