import 'server-only'
import { z } from 'zod'
import { newId } from '../core/ids'
import type { ShopSql, ShopTx } from '../infra/db/shop'
import type { AbandonedCopy } from './rules/abandoned-copy'
import { CART_IDLE_HOURS, MAX_LINES, MAX_UNITS_PER_LINE } from './schema'

/** A cart as it is stored. */
export interface StoredCart {
  customerId: string
  id: string
  version: number
  /** in the order in which they were added */
  lines: { sku: string; quantity: number }[]
}

type CartKey = Pick<StoredCart, 'customerId' | 'id'>

const Opened = z.tuple([z.object({ id: z.uuid(), version: z.int() })])
const Versions = z.array(z.object({ version: z.int() }))
const Keys = z.array(z.object({ customerId: z.uuid(), id: z.uuid() }))
const Idle = z.array(z.object({ customerId: z.uuid(), id: z.uuid(), skus: z.array(z.string()) }))
const Holding = z.array(
  z.object({
    customerId: z.uuid(),
    id: z.uuid(),
    expiresAt: z.date(),
    milliseconds: z.number(),
    lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
  }),
)
const Merged = z.tuple([
  z.object({
    result: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.enum(['nothing', 'kept']) }),
      z.object({
        outcome: z.literal('merged'),
        from: z.uuid(),
        to: z.uuid(),
        version: z.int(),
        lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
      }),
    ]),
  }),
])
export type MergeOutcome = z.infer<typeof Merged>[0]['result']
const Quantities = z.array(z.object({ quantity: z.int() }))

const LINES = {
  lines: { select: { sku: true, quantity: true }, orderBy: [{ addedAt: 'asc' }, { sku: 'asc' }] },
} satisfies ShopSql.CartSelect

export const carts = {
  active(tx: ShopTx, customerId: string): Promise<StoredCart | null> {
    return tx.cart.findFirst({
      where: { customerId, status: 'ACTIVE' },
      select: { customerId: true, id: true, version: true, ...LINES },
    })
  },

  /** Those of the carts that are in use. Asks all shards: for jobs alone. */
  activeAmong(tx: ShopTx, ids: readonly string[]): Promise<StoredCart[]> {
    return tx.cart.findMany({
      where: { id: { in: [...ids] }, status: 'ACTIVE' },
      select: { customerId: true, id: true, version: true, ...LINES },
    })
  },

  lines(tx: ShopTx, { customerId, id }: CartKey): Promise<StoredCart['lines']> {
    return tx.cartLine.findMany({ where: { customerId, cartId: id }, ...LINES.lines })
  },

  /** Whether the cart is in use and has another version by now. */
  async hasMovedOn(tx: ShopTx, { customerId, id, version }: StoredCart): Promise<boolean> {
    const where = { customerId_id: { customerId, id } }
    const row = await tx.cart.findUnique({ where, select: { status: true, version: true } })
    return row?.status === 'ACTIVE' && row.version !== version
  },

  /**
   * The customer's cart, made if there is none, locked until the transaction ends, with its next version and its time
   * begun anew. All writes of a cart begin here, so they come one after the other.
   */
  async open(tx: ShopTx, customerId: string): Promise<{ id: string; version: number }> {
    const rows: unknown = await tx.$queryRaw`
      INSERT INTO "Cart" ("customerId", id, "expiresAt")
        VALUES (${customerId}::uuid, ${newId()}::uuid, now() + make_interval(hours => ${CART_IDLE_HOURS}))
      ON CONFLICT ("customerId") WHERE status = 'ACTIVE' DO UPDATE
        SET version = "Cart".version + 1, "updatedAt" = now(),
            "expiresAt" = greatest("Cart"."expiresAt", excluded."expiresAt")
      RETURNING id, version`
    return Opened.parse(rows)[0]
  },

  /** As `open`, but null where the customer has no such cart in use. */
  async reopen(tx: ShopTx, { customerId, id }: CartKey): Promise<{ version: number } | null> {
    const rows: unknown = await tx.$queryRaw`
      UPDATE "Cart" SET version = version + 1, "updatedAt" = now(),
          "expiresAt" = greatest("expiresAt", now() + make_interval(hours => ${CART_IDLE_HOURS}))
      WHERE "customerId" = ${customerId}::uuid AND id = ${id}::uuid AND status = 'ACTIVE'
      RETURNING version`
    return Versions.parse(rows)[0] ?? null
  },

  /** Adds units to a line, which may be new; null when that would be more than a line may have. Nothing is written then. */
  async addUnits(
    tx: ShopTx,
    { customerId, id }: CartKey,
    { sku, quantity }: { sku: string; quantity: number },
  ): Promise<number | null> {
    const rows: unknown = await tx.$queryRaw`
      INSERT INTO "CartLine" AS line ("customerId", "cartId", sku, quantity)
        VALUES (${customerId}::uuid, ${id}::uuid, ${sku}, ${quantity})
      ON CONFLICT ("customerId", "cartId", sku) DO UPDATE SET quantity = line.quantity + excluded.quantity
        WHERE line.quantity + excluded.quantity <= ${MAX_UNITS_PER_LINE}
      RETURNING quantity`
    return Quantities.parse(rows)[0]?.quantity ?? null
  },

  /** Sets a line of a locked cart. @returns the units it had before */
  async setUnits(
    tx: ShopTx,
    { customerId, id }: CartKey,
    { sku, quantity }: { sku: string; quantity: number },
  ): Promise<number> {
    const key = { customerId, cartId: id, sku }
    const where = { customerId_cartId_sku: key }
    const before = await tx.cartLine.findUnique({ where, select: { quantity: true } })
    await tx.cartLine.upsert({ where, create: { ...key, quantity }, update: { quantity } })
    return before?.quantity ?? 0
  },

  /** @returns whether there was such a line */
  async removeLine(tx: ShopTx, { customerId, id }: CartKey, sku: string): Promise<boolean> {
    const { count } = await tx.cartLine.deleteMany({ where: { customerId, cartId: id, sku } })
    return count > 0
  },

  /** Takes back what a write added to a line, whatever others have added since. */
  async undoUnits(
    tx: ShopTx,
    { customerId, id }: CartKey,
    { sku, added }: { sku: string; added: number },
  ): Promise<void> {
    const line = { customerId, cartId: id, sku }
    const { count } = await tx.cartLine.deleteMany({ where: { ...line, quantity: { lte: added } } })
    if (count > 0) return
    await tx.cartLine.updateMany({
      where: { ...line, quantity: { lte: MAX_UNITS_PER_LINE + added } },
      data: { quantity: { decrement: added } },
    })
  },

  /** Which of these customers have something in a cart. */
  async givers(tx: ShopTx, customerIds: readonly string[]): Promise<string[]> {
    const rows = await tx.cart.findMany({
      where: { customerId: { in: [...customerIds] }, status: 'ACTIVE', lines: { some: {} } },
      select: { customerId: true },
      orderBy: { customerId: 'asc' },
    })
    return rows.map(({ customerId }) => customerId)
  },

  /**
   * Moves a customer's cart into another's (SQL function `cart_merge`): each unit once, a line no fuller than a line may
   * be. Of many calls one moves anything; while an open order pins either cart, both stay as they are (`kept`).
   */
  async merge(tx: ShopTx, { giver, taker }: { giver: string; taker: string }): Promise<MergeOutcome> {
    const rows: unknown = await tx.$queryRaw`
      SELECT cart_merge(${giver}::uuid, ${taker}::uuid, ${newId()}::uuid, ${CART_IDLE_HOURS}::int,
        ${MAX_UNITS_PER_LINE}::int, ${MAX_LINES}::int) AS result`
    return Merged.parse(rows)[0].result
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
   * Carts whose hold still runs, those that end first before the others, with the time they have left. A cart's time
   * begins anew with each write, so `expiresAt`, which is indexed, tells when it was written.
   */
  async stillHolding(
    tx: ShopTx,
    options: { holdMilliseconds: number; after: { expiresAt: Date; id: string } | null; limit: number },
  ): Promise<z.infer<typeof Holding>> {
    const { holdMilliseconds, after, limit } = options
    const { expiresAt, id } = after ?? { expiresAt: new Date(0), id: '00000000-0000-0000-0000-000000000000' }
    const rows: unknown = await tx.$queryRaw`
      WITH span AS (
        SELECT now() + make_interval(hours => ${CART_IDLE_HOURS})
             - make_interval(secs => ${holdMilliseconds / 1000}::float) AS since)
      SELECT c."customerId", c.id, c."expiresAt",
        extract(epoch FROM c."expiresAt" - span.since)::float * 1000 AS milliseconds,
        (SELECT coalesce(json_agg(json_build_object('sku', l.sku, 'quantity', l.quantity)), '[]') FROM "CartLine" l
          WHERE l."customerId" = c."customerId" AND l."cartId" = c.id) AS lines
      FROM "Cart" c, span
      WHERE c.status = 'ACTIVE' AND c."expiresAt" > span.since
        AND (c."expiresAt", c.id) > (${expiresAt}, ${id}::uuid)
      ORDER BY c."expiresAt", c.id LIMIT ${limit}`
    return Holding.parse(rows)
  },
}
