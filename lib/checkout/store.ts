import 'server-only'
import { z } from 'zod'
import { shopDb } from '../infra/db/shop'
import { sqlDetail, sqlState, withRetry } from '../infra/db/retry'
import type { ShippingAddress, ShippingMethod } from '../orders/schema'
import type { OrderKey } from '../payments'
import type { Totals } from './rules/price-order'

/** The SQL functions checkout_*: each is one transaction and one round trip. prisma/shop/functions has their source. */

const Levels = z.array(z.object({ sku: z.string(), onHand: z.int(), reserved: z.int(), version: z.int() }))

const Reserved = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('reserved'), orderId: z.uuid(), stock: Levels }),
  z.object({ outcome: z.literal('duplicate'), orderId: z.uuid() }),
  z.object({ outcome: z.literal('open_order'), orderId: z.uuid() }),
  z.object({ outcome: z.enum(['cart_changed', 'price_changed', 'too_many_open']) }),
])
const ShortStock = z.array(z.object({ sku: z.string(), available: z.int() }))

const Paid = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('paid'), stock: Levels }),
  z.object({ outcome: z.enum(['already_paid', 'refund', 'not_attached', 'no_such_order']) }),
])

const Trying = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('trying'), attempt: z.int(), stock: Levels }),
  z.object({ outcome: z.literal('closed') }),
])
const HandedBack = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('handed_back'), stock: Levels }),
  z.object({ outcome: z.literal('kept') }),
])

const Released = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('released'), stock: Levels }),
  z.object({ outcome: z.literal('not_released') }),
])

const NotShipped = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('refunded'), stock: Levels }),
  z.object({ outcome: z.enum(['ships', 'settled']) }),
])
const Keys = z.array(z.object({ customerId: z.uuid(), orderId: z.uuid() }))

/** SQLSTATE that checkout_reserve raises when stock is short. */
const OUT_OF_STOCK = 'F5101'

export interface ReserveRequest extends Totals {
  customerId: string
  orderId: string
  number: string
  checkoutKey: string
  cartId: string
  cartVersion: number
  email: string
  shippingAddress: ShippingAddress
  shippingMethod: ShippingMethod
  currency: string
  openForSeconds: number
  maxOpenOrders: number
  lines: {
    sku: string
    quantity: number
    unitPrice: number
    slug: string
    name: string
    options: Record<string, string>
    imageKey: string
  }[]
}

type OutOfStock = { outcome: 'out_of_stock'; items: z.infer<typeof ShortStock> }
export type ReserveOutcome = z.infer<typeof Reserved> | OutOfStock

export interface PaidRequest {
  customerId: string
  orderId: string
  /** of the payment's id, hexadecimal */
  intentHash: string
  intentSealed: string
  keyVersion: number
  amount: number
  currency: string
  /** the outbox event that tells the warehouse; `paidAt` in it is set by the database */
  eventId: string
  eventName: string
  eventPayload: object
  /** the webhook's event, when one drives this */
  eventHash?: string
  eventType?: string
}

export const checkoutSteps = {
  /** T1. */
  async reserve(request: ReserveRequest): Promise<ReserveOutcome> {
    try {
      return Reserved.parse(
        await call(() => shopDb().$queryRaw`SELECT checkout_reserve(${request}::jsonb) AS result`),
      )
    } catch (error) {
      return outOfStock(error)
    }
  },

  /**
   * Before a card is tried on an order that was there already: the order has all its units reserved after it.
   * @returns `trying` with the number of this attempt; `closed` when the order has ended or its time is over
   */
  async tryAgain({ customerId, orderId }: OrderKey): Promise<z.infer<typeof Trying> | OutOfStock> {
    try {
      return Trying.parse(
        await call(
          () => shopDb().$queryRaw`SELECT checkout_try(${customerId}::uuid, ${orderId}::uuid) AS result`,
        ),
      )
    } catch (error) {
      return outOfStock(error)
    }
  },

  /**
   * After a card was declined: gives the order's units back, unless a later card is being tried.
   * @param quietSeconds nobody may have tried a card for so long
   */
  async handBack(
    options: OrderKey & { attempt: number; quietSeconds: number },
  ): Promise<z.infer<typeof HandedBack>> {
    const { customerId, orderId, attempt, quietSeconds } = options
    return HandedBack.parse(
      await call(
        () => shopDb().$queryRaw`
          SELECT checkout_hand_back(${customerId}::uuid, ${orderId}::uuid, ${attempt}::int, ${quietSeconds}::int) AS result`,
      ),
    )
  },

  /** An order whose shopper is at the bank waits no longer than this. */
  async boundAction({ customerId, orderId }: OrderKey, seconds: number): Promise<void> {
    await shopDb().$executeRaw`
      UPDATE "Order" SET "expiresAt" = least("expiresAt", now() + make_interval(secs => ${seconds}::float))
      WHERE "customerId" = ${customerId}::uuid AND id = ${orderId}::uuid AND status = 'PAYING'`
  },

  /** Lets one poll in so many milliseconds ask the processor about an order. @returns whether this one may */
  async mayAsk({ customerId, orderId }: OrderKey, everyMs: number): Promise<boolean> {
    const asked = await shopDb().$executeRaw`
      UPDATE "Order" SET "askedAt" = now() WHERE "customerId" = ${customerId}::uuid AND id = ${orderId}::uuid
        AND ("askedAt" IS NULL OR "askedAt" <= now() - make_interval(secs => ${everyMs / 1_000}::float))`
    return asked === 1
  },

  /**
   * Lets another key stand for an open order.
   *
   * @returns the order that the key stands for: this one, or the one that it stood for already
   */
  async join(options: { customerId: string; checkoutKey: string; orderId: string }): Promise<string> {
    const { customerId, checkoutKey, orderId } = options
    return z
      .uuid()
      .parse(
        await call(
          () =>
            shopDb()
              .$queryRaw`SELECT checkout_join(${customerId}::uuid, ${checkoutKey}, ${orderId}::uuid) AS result`,
        ),
      )
  },

  /** T5. */
  async paid(request: PaidRequest): Promise<z.infer<typeof Paid>> {
    return Paid.parse(await call(() => shopDb().$queryRaw`SELECT checkout_paid(${request}::jsonb) AS result`))
  },

  /** T7. */
  async release(options: {
    customerId: string
    orderId: string
    from: 'PENDING' | 'PAYING'
    reason: string
  }): Promise<z.infer<typeof Released>> {
    const { customerId, orderId, from, reason } = options
    return Released.parse(
      await call(
        () =>
          shopDb()
            .$queryRaw`SELECT checkout_release(${customerId}::uuid, ${orderId}::uuid, ${from}, ${reason}) AS result`,
      ),
    )
  },

  /** T9. */
  async notShipped(
    request: Pick<PaidRequest, 'customerId' | 'orderId' | 'intentHash' | 'intentSealed' | 'keyVersion'>,
  ): Promise<z.infer<typeof NotShipped>> {
    return NotShipped.parse(
      await call(() => shopDb().$queryRaw`SELECT order_not_shipped(${request}::jsonb) AS result`),
    )
  },

  /** Paid orders that the warehouse will not send, and whose money nobody has sent back. */
  async unshipped(limit: number): Promise<{ customerId: string; orderId: string }[]> {
    const rows = await shopDb().$queryRaw`
      SELECT o."customerId", o.id AS "orderId" FROM "Order" o
      WHERE o."shippingStatus" = 'CANCELED' AND o.status = 'PAID' AND NOT EXISTS (
        SELECT FROM "Refund" r WHERE r."customerId" = o."customerId" AND r."orderId" = o.id AND r.reason = 'not_shipped')
      LIMIT ${limit}`
    return Keys.parse(rows)
  },

  /** Whether an order's time is up, by the database's clock. */
  async isOver(customerId: string, orderId: string): Promise<boolean> {
    const rows = await shopDb().$queryRaw`
      SELECT "expiresAt" <= now() AS result FROM "Order" WHERE "customerId" = ${customerId}::uuid AND id = ${orderId}::uuid`
    return z.array(z.object({ result: z.boolean() })).parse(rows)[0]?.result ?? false
  },

  /** Takes open orders past their time or unpaid for a minute, for this sweeper alone: paced, and safe to die with (decision 0018). */
  async takeDue(limit: number): Promise<{ customerId: string; orderId: string; isStuck: boolean }[]> {
    const rows = await shopDb().$queryRaw`
      WITH due AS (
        SELECT "customerId", id FROM "Order"
        WHERE status IN ('PENDING', 'PAYING') AND CASE
          WHEN "expiresAt" <= now() THEN
            "lookedAt" IS NULL OR "lookedAt" < "expiresAt" OR "lookedAt" < now() - interval '1 minute'
          WHEN status = 'PAYING' AND "createdAt" < now() - interval '1 minute' THEN
            "lookedAt" IS NULL
            OR "lookedAt" < now() - least(greatest("lookedAt" - "createdAt", interval '1 minute'), interval '5 minutes')
          ELSE false END
        ORDER BY "expiresAt" LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      UPDATE "Order" o SET "lookedAt" = now() FROM due WHERE o."customerId" = due."customerId" AND o.id = due.id
      RETURNING o."customerId", o.id AS "orderId", o."expiresAt" < now() - interval '10 minutes' AS "isStuck"`
    return z.array(z.object({ customerId: z.uuid(), orderId: z.uuid(), isStuck: z.boolean() })).parse(rows)
  },
}

/** What a statement says that was short of stock. @throws the error when it is another one */
function outOfStock(error: unknown): OutOfStock {
  if (sqlState(error) !== OUT_OF_STOCK) throw error
  return { outcome: 'out_of_stock', items: ShortStock.parse(JSON.parse(sqlDetail(error) ?? '[]')) }
}

async function call(query: () => Promise<unknown>): Promise<unknown> {
  const rows = z.array(z.object({ result: z.unknown() })).parse(await withRetry(query))
  return rows[0]?.result
}
