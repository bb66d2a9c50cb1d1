import { z } from 'zod'
import type { Lane } from './lane'

export interface Ends {
  paid: number
  canceled: number
  refunded: number
}

const Row = z.object({
  orders: z.array(
    z.object({
      id: z.uuid(),
      status: z.string(),
      total: z.int(),
      cartId: z.string(),
      attached: z.boolean(),
    }),
  ),
  onHand: z.int(),
  reserved: z.int(),
  held: z.int(),
  /** checkout keys that stand for more than one order */
  twofold: z.int(),
})

/**
 * What must hold of one world at rest, written anew from the design's sentences (I1–I5, I7) and not from the queries of
 * `npm run invariants`, which runs over the whole lane as well. I6 is a CHECK of the database: no statement can break it.
 */
export async function audit(
  lane: Lane,
  world: { sku: string; units: number; customerIds: string[] },
): Promise<{ broken: string[]; ends: Ends }> {
  const [shop, shipped] = await Promise.all([
    lane.shop.query(STATE, [world.sku, world.customerIds]),
    lane.fulfillment.query<{ orderId: string }>(
      'SELECT "orderId" FROM "Shipment" WHERE "customerId" = ANY($1)',
      [world.customerIds],
    ),
  ])
  const { orders, onHand, reserved, held, twofold } = Row.parse(shop.rows[0]?.state)
  const intents = lane.stripe
    .intents()
    .filter(({ metadata }) => world.customerIds.includes(metadata['customerId'] ?? ''))
  const broken: string[] = []
  const paid = orders.filter(({ status }) => status === 'PAID')

  if (onHand + paid.length !== world.units)
    broken.push(`I1 ${onHand} on hand + ${paid.length} sold of ${world.units}`)
  if (reserved !== held) broken.push(`I1 ${reserved} reserved, ${held} held`)
  if (paid.length > world.units) broken.push(`oversold: ${paid.length} of ${world.units}`)

  if (twofold > 0) broken.push(`I7 ${twofold} checkout keys with several orders`)

  const captured = intents.filter(({ status }) => status === 'succeeded')
  let refunded = 0
  for (const { id, amount, metadata } of captured) {
    const isRefunded = lane.stripe.isRefunded(id)
    if (isRefunded) refunded += 1
    const buyers = paid.filter(({ id }) => id === metadata['orderId'])
    // Of two captures for one order, one at most is that order's.
    const twin = captured.filter((other) => other.metadata['orderId'] === metadata['orderId'])
    const unpaid = twin.filter((other) => !lane.stripe.isRefunded(other.id)).length
    if (!isRefunded && (buyers.length !== 1 || unpaid > 1))
      broken.push(`I2 ${amount} captured: ${buyers.length} paid orders, ${unpaid} captures kept`)
    if (isRefunded && buyers.length > 0 && unpaid === 0) broken.push('I3 a paid order was refunded')
  }
  for (const { id, total, attached } of paid) {
    const own = captured.filter(({ metadata }) => metadata['orderId'] === id)
    if (!attached || !own.some(({ amount }) => amount === total))
      broken.push('I3 a paid order without its money')
  }
  for (const { id, status } of orders) {
    const shipments = shipped.rows.filter(({ orderId }) => orderId === id).length
    if (shipments !== (status === 'PAID' ? 1 : 0)) broken.push(`I4 ${status} with ${shipments} shipments`)
    if (status === 'PENDING' || status === 'PAYING') broken.push(`I5 still ${status}`)
  }
  return {
    broken,
    ends: {
      paid: paid.length,
      canceled: orders.filter(({ status }) => status === 'CANCELED').length,
      refunded,
    },
  }
}

const STATE = `
  SELECT jsonb_build_object(
    'orders', coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'status', o.status, 'total', o.total, 'cartId', o."cartId",
        'attached', EXISTS (SELECT FROM "Payment" p WHERE p."customerId" = o."customerId" AND p."orderId" = o.id)))
      FROM "Order" o WHERE o."customerId" = ANY($2::uuid[])), '[]'),
    'onHand', s."onHand", 'reserved', s.reserved,
    'held', (SELECT coalesce(sum(quantity), 0)::int FROM "Reservation" r WHERE r.sku = $1 AND r.status = 'HELD'),
    'twofold', (SELECT count(*) FROM (
      SELECT FROM (
        SELECT id, "checkoutKey" AS key FROM "Order" WHERE "customerId" = ANY($2::uuid[])
        UNION SELECT "orderId", "checkoutKey" FROM "CheckoutAlias" WHERE "customerId" = ANY($2::uuid[])
      ) stands GROUP BY key HAVING count(*) > 1) keys)) AS state
  FROM "Stock" s WHERE s.sku = $1`
