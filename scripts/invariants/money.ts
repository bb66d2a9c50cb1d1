import { lookupHash } from '@/lib/infra/crypto/seal'
import { shopDb } from '@/lib/infra/db/shop'
import { type Intent, listIntents } from '@/lib/infra/stripe/intents'
import type { Check } from './check'

interface PaidOrder {
  customerId: string
  id: string
  number: string
  total: number
  currency: string
  intentHash: string | null
  /** the warehouse will not send it, and its money went back */
  sentBack: boolean
}

/** Payments that belong to the shop, by the keyed hash under which the database knows them. */
async function intentsByHash(): Promise<Map<string, Intent>> {
  const found = new Map<string, Intent>()
  for await (const intent of listIntents(0)) {
    if (intent.order) found.set(Buffer.from(lookupHash(intent.id)).toString('hex'), intent)
  }
  return found
}

function paidOrders(): Promise<PaidOrder[]> {
  return shopDb().$queryRaw<PaidOrder[]>`
    SELECT o."customerId", o.id, o.number, o.total, o.currency, encode(p."intentHash", 'hex') AS "intentHash",
      o."shippingStatus" = 'CANCELED' AND EXISTS (SELECT FROM "Refund" r WHERE r."customerId" = o."customerId"
        AND r."orderId" = o.id AND r.reason = 'not_shipped' AND r.status = 'DONE') AS "sentBack"
    FROM "Order" o LEFT JOIN "Payment" p ON p."customerId" = o."customerId" AND p."orderId" = o.id
    WHERE o.status = 'PAID'`
}

/** I2: every captured payment has exactly one PAID order that ships or did, or one full refund. */
export const capturesHaveOrders: Check = {
  id: 'I2',
  rule: 'every captured payment has one paid order or one full refund',
  async run() {
    const [intents, orders] = await Promise.all([intentsByHash(), paidOrders()])
    const buyers = new Map<string, number>()
    for (const { intentHash, sentBack } of orders) {
      if (intentHash && !sentBack) buyers.set(intentHash, (buyers.get(intentHash) ?? 0) + 1)
    }
    return [...intents]
      .filter(([, intent]) => intent.state === 'succeeded')
      .filter(([hash, { refunded }]) => (buyers.get(hash) ?? 0) + (refunded ? 1 : 0) !== 1)
      .map(
        ([hash, { order, amount, refunded }]) =>
          `a payment of ${amount} for order ${order?.orderId}: ${buyers.get(hash) ?? 0} paid orders, refunded: ${refunded}`,
      )
  },
}

/** I3: every PAID order has exactly one captured payment of the same amount and currency. */
export const ordersHaveCaptures: Check = {
  id: 'I3',
  rule: 'every paid order has one captured payment of the same amount and currency',
  async run() {
    const [intents, orders] = await Promise.all([intentsByHash(), paidOrders()])
    return orders.flatMap(({ number, total, currency, intentHash }) => {
      const intent = intentHash ? intents.get(intentHash) : undefined
      if (!intent) return [`order ${number} is paid, but has no payment`]
      if (intent.state !== 'succeeded') return [`order ${number} is paid, its payment is ${intent.state}`]
      if (intent.amount !== total || intent.currency !== currency) {
        return [
          `order ${number} costs ${total} ${currency}, ${intent.amount} ${intent.currency} was captured`,
        ]
      }
      return []
    })
  },
}
