import 'server-only'
import { z } from 'zod'
import type { ShopTx } from '../infra/db/shop'
import type { AbandonedCopy } from './rules/abandoned-copy'
import { CART_IDLE_HOURS } from './schema'
import { type CartKey, LINES, type StoredCart } from './store'

const Keys = z.array(z.object({ customerId: z.uuid(), id: z.uuid() }))
const Idle = z.array(z.object({ customerId: z.uuid(), id: z.uuid(), skus: z.array(z.string()) }))
const Holding = z.array(
  z.object({
    customerId: z.uuid(),
    id: z.uuid(),
    expiresAt: z.date(),
    lines: z.array(
      z.object({ sku: z.string(), quantity: z.int(), milliseconds: z.number(), age: z.number() }),
    ),
  }),
)

/** Carts of all customers, which asks all shards: for jobs alone. */
export const allCarts = {
  /** Those of the carts that are in use. */
  activeAmong(tx: ShopTx, ids: readonly string[]): Promise<StoredCart[]> {
    return tx.cart.findMany({
      where: { id: { in: [...ids] }, status: 'ACTIVE' },
      select: { customerId: true, id: true, version: true, ...LINES },
    })
  },

  /** Carts idle past their time, the longest first, as anyone may still change them. */
  async idle(tx: ShopTx, limit: number): Promise<(CartKey & { skus: string[] })[]> {
    const rows: unknown = await tx.$queryRaw`
      SELECT c."customerId", c.id, array(
          SELECT l.sku FROM "CartLine" l WHERE l."customerId" = c."customerId" AND l."cartId" = c.id) AS skus
      FROM "Cart" c WHERE c.status = 'ACTIVE' AND c."expiresAt" < now()
      ORDER BY c."expiresAt" LIMIT ${limit}`
    return Idle.parse(rows)
  },

  /** Ends those of the carts that are still idle and that nobody is writing to. @returns what was in them */
  async abandon(tx: ShopTx, keys: readonly CartKey[]): Promise<(CartKey & Pick<StoredCart, 'lines'>)[]> {
    const rows: unknown = await tx.$queryRaw`
      UPDATE "Cart" SET status = 'ABANDONED', version = version + 1, "updatedAt" = now()
      WHERE ("customerId", id) IN (
        SELECT c."customerId", c.id FROM "Cart" c
        JOIN unnest(${keys.map(({ customerId }) => customerId)}::uuid[], ${keys.map(({ id }) => id)}::uuid[])
          AS k("customerId", id) USING ("customerId", id)
        WHERE c.status = 'ACTIVE' AND c."expiresAt" < now()
        FOR UPDATE OF c SKIP LOCKED)
      RETURNING "customerId", id`
    const ended = Keys.parse(rows)
    if (ended.length === 0) return []
    return tx.cart.findMany({
      where: { OR: ended },
      select: { customerId: true, id: true, ...LINES },
    })
  },

  async copyAbandoned(tx: ShopTx, copies: readonly AbandonedCopy[]): Promise<void> {
    await tx.abandonedCart.createMany({ data: [...copies], skipDuplicates: true })
  },

  /**
   * Carts with lines whose hold still runs, those that were written longest ago before the others. For each line: how much of
   * its hold is left (`milliseconds`), by its own last write, and how long ago it was added (`age`, ms). A cart's time begins
   * again with each write, so `expiresAt`, which is indexed, tells when the cart was written.
   */
  async stillHolding(
    tx: ShopTx,
    options: { holdMilliseconds: number; after: { expiresAt: Date; id: string } | null; limit: number },
  ): Promise<z.infer<typeof Holding>> {
    const { holdMilliseconds, after, limit } = options
    const { expiresAt, id } = after ?? { expiresAt: new Date(0), id: '00000000-0000-0000-0000-000000000000' }
    const rows: unknown = await tx.$queryRaw`
      WITH span AS (
        SELECT now() + make_interval(hours => ${CART_IDLE_HOURS}) AS full_time,
          make_interval(secs => ${holdMilliseconds / 1000}::float) AS hold)
      SELECT c."customerId", c.id, c."expiresAt",
        (SELECT coalesce(json_agg(json_build_object('sku', l.sku, 'quantity', l.quantity,
            'milliseconds', extract(epoch FROM
              least(l."updatedAt", now() - (span.full_time - c."expiresAt")) + span.hold - now())::float * 1000,
            'age', extract(epoch FROM now() - l."addedAt")::float * 1000)), '[]')
          FROM "CartLine" l WHERE l."customerId" = c."customerId" AND l."cartId" = c.id
            AND l."updatedAt" > now() - span.hold) AS lines
      FROM "Cart" c, span
      WHERE c.status = 'ACTIVE' AND c."expiresAt" > span.full_time - span.hold
        AND (c."expiresAt", c.id) > (${expiresAt}, ${id}::uuid)
      ORDER BY c."expiresAt", c.id LIMIT ${limit}`
    return Holding.parse(rows)
  },
}
