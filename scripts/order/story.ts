import { fulfillmentDb } from '@/lib/infra/db/fulfillment'
import { shopDb } from '@/lib/infra/db/shop'
import { log } from '@/lib/infra/log/log'
import { payments, readIntent } from '@/lib/payments'

/** One thing that happened to an order, or how one of its parts stands. */
interface Chapter {
  /** null: known, but not when */
  at: Date | null
  what: string
}

export interface Story {
  title: string
  chapters: Chapter[]
  /** how things stand now, and what does not fit together */
  standing: string[]
}

/**
 * All that the two databases and the processor know of an order, in the order of time. Names, addresses and e-mails are
 * left out; the processor's ids are sealed and shown with `reveal` only.
 * @returns null when there is no such order
 */
export async function storyOf(number: string, { reveal }: { reveal: boolean }): Promise<Story | null> {
  const order = await shopDb().order.findFirst({
    where: { number },
    include: { lines: true, reservations: true, payment: true, aliases: true },
  })
  if (!order) return null
  const { customerId, id: orderId } = order
  const [hooks, refunds, outbox, inbox, shipment] = await Promise.all([
    shopDb().stripeEvent.findMany({ where: { customerId, orderId } }),
    shopDb().refund.findMany({ where: { customerId, orderId } }),
    shopDb().outboxEvent.findMany({ where: { customerId, payload: { path: ['orderId'], equals: orderId } } }),
    fulfillmentDb().outboxEvent.findMany({
      where: { customerId, payload: { path: ['orderId'], equals: orderId } },
    }),
    fulfillmentDb().shipment.findFirst({ where: { customerId, orderId } }),
  ])
  const money = (amount: number) => `${(amount / 100).toFixed(2)} ${order.currency}`
  const chapters: Chapter[] = [
    {
      at: order.createdAt,
      what: `reserved (T1): ${order.lines.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ')}, ${money(order.total)}`,
    },
    ...hooks.map(({ receivedAt, type }) => ({ at: receivedAt, what: `webhook taken in: ${type}` })),
    ...refunds.flatMap(({ createdAt, doneAt, amount, reason }) => [
      { at: createdAt, what: `refund of ${money(amount)} decided (T8): ${reason}` },
      ...(doneAt ? [{ at: doneAt, what: 'refund sent' }] : []),
    ]),
    ...outbox.flatMap((event) => published('warehouse', event)),
    ...inbox.flatMap((event) => published('shop', event)),
  ]
  const { payment } = order
  if (payment) {
    chapters.push({
      at: payment.createdAt,
      what: `payment attached (T3): ${money(payment.amount)}; cards tried since: ${payment.attempts}`,
    })
    if (payment.lastErrorCode)
      chapters.push({ at: payment.updatedAt, what: `card declined: ${payment.lastErrorCode}` })
  }
  if (order.lookedAt) chapters.push({ at: order.lookedAt, what: 'last looked at by the sweeper' })
  if (order.paidAt) chapters.push({ at: order.paidAt, what: 'paid (T5)' })
  if (order.canceledAt)
    chapters.push({ at: order.canceledAt, what: `canceled (T7): ${order.cancelReason ?? 'no reason kept'}` })
  if (shipment) {
    chapters.push({
      at: shipment.createdAt,
      what: `shipment made by the warehouse (version ${shipment.version})`,
    })
    if (shipment.shippedAt) chapters.push({ at: shipment.shippedAt, what: `shipped by ${shipment.carrier}` })
  }
  chapters.sort((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0))
  return {
    title: `Order ${number}: ${order.status}, id ${orderId}, customer ${customerId}`,
    chapters,
    standing: [
      `expires  ${order.expiresAt.toISOString()}`,
      ...order.reservations.map(({ sku, quantity, status }) => `reserved ${quantity} × ${sku}: ${status}`),
      ...(order.aliases.length > 0 ? [`joined by ${order.aliases.length} more tabs`] : []),
      `payment  ${await paymentNow({ customerId, orderId }, reveal)}`,
      `shipment ${shipment ? shipment.status : 'none'}; the order page says ${order.shippingStatus}`,
    ],
  }
}

function published(
  to: string,
  event: {
    type: string
    createdAt: Date
    publishedAt: Date | null
    publishCount: number
    acknowledgedAt: Date | null
  },
): Chapter[] {
  const { type, createdAt, publishedAt, publishCount, acknowledgedAt } = event
  return [
    { at: createdAt, what: `event ${type} for the ${to} written` },
    ...(publishedAt ? [{ at: publishedAt, what: `${type} published (${publishCount} in all)` }] : []),
    ...(acknowledgedAt ? [{ at: acknowledgedAt, what: `${type} acknowledged by the ${to}` }] : []),
  ]
}

async function paymentNow(key: { customerId: string; orderId: string }, reveal: boolean): Promise<string> {
  const intentId = await payments.intentOf(key)
  if (!intentId) return 'none was attached'
  const shown = reveal ? intentId : 'sealed (--reveal shows its id)'
  try {
    const { state, refunded, declineCode } = await readIntent(intentId)
    return `${shown}: ${state}${refunded ? ', refunded' : ''}${declineCode ? `, last card ${declineCode}` : ''}`
  } catch (error) {
    log('warn', 'order.payment_unread', { ...key, error })
    return `${shown}: the processor does not answer now`
  }
}
