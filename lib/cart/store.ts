import 'server-only'
import { z } from 'zod'
import { newId } from '../core/ids'
import type { Shopper } from '../identity'
import { sqlDetail, sqlState, withRetry } from '../infra/db/retry'
import { shopDb, type ShopSql, type ShopTx } from '../infra/db/shop'
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

const Lines = z.array(z.object({ sku: z.string(), quantity: z.int() }))
const Put = z.tuple([
  z.object({
    result: z.object({
      id: z.uuid(),
      version: z.int(),
      before: z.int(),
      lines: Lines,
    }),
  }),
])
const Active = z.array(z.object({ customerId: z.uuid(), id: z.uuid(), version: z.int(), lines: Lines }))
const Versions = z.array(z.object({ version: z.int() }))
const Keys = z.array(z.object({ customerId: z.uuid(), id: z.uuid() }))
const Idle = z.array(z.object({ customerId: z.uuid(), id: z.uuid(), skus: z.array(z.string()) }))
const Holding = z.array(
  z.object({
    customerId: z.uuid(),
    id: z.uuid(),
    expiresAt: z.date(),
    milliseconds: z.number(),
    lines: Lines,
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
        lines: Lines,
      }),
    ]),
  }),
])
export type MergeOutcome = z.infer<typeof Merged>[0]['result']

/** SQLSTATE that cart_put raises when a line or the cart would be too full. */
const TOO_FULL = 'F5102'

const LINES = {
  lines: { select: { sku: true, quantity: true }, orderBy: [{ addedAt: 'asc' }, { sku: 'asc' }] },
} satisfies ShopSql.CartSelect

export const carts = {
  /** One statement. */
  async active(tx: ShopTx, customerId: string): Promise<StoredCart | null> {
    const rows: unknown = await tx.$queryRaw`
      SELECT c."customerId", c.id, c.version,
        (SELECT coalesce(json_agg(json_build_object('sku', l.sku, 'quantity', l.quantity) ORDER BY l."addedAt", l.sku), '[]')
          FROM "CartLine" l WHERE l."customerId" = c."customerId" AND l."cartId" = c.id) AS lines
      FROM "Cart" c WHERE c."customerId" = ${customerId}::uuid AND c.status = 'ACTIVE'`
    return Active.parse(rows)[0] ?? null
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
   * Puts units of a variant into the customer's cart, which is made if there is none: `add` adds them to the line, `set`
   * replaces it. One transaction and one round trip (SQL function `cart_put`), which locks the cart: all its writes come one
   * after the other. The shopper is stored with the first.
   * @returns the cart and what the line had before; `tooFull` when the line or the cart would be, and nothing is written
   */
  async put(
    { customerId, tokenHash, isNew }: Shopper,
    line: { mode: 'add' | 'set'; sku: string; quantity: number },
  ): Promise<{ cart: StoredCart; before: number } | { tooFull: 'units' | 'lines' }> {
    const request = {
      ...line,
      customerId,
      token: isNew ? Buffer.from(tokenHash).toString('hex') : null,
      newCart: newId(),
      idleHours: CART_IDLE_HOURS,
      maxUnits: MAX_UNITS_PER_LINE,
      maxLines: MAX_LINES,
    }
    try {
      const rows: unknown = await withRetry(
        () => shopDb().$queryRaw`SELECT cart_put(${request}::jsonb) AS result`,
      )
      const { before, ...cart } = Put.parse(rows)[0].result
      return { cart: { customerId, ...cart }, before }
    } catch (error) {
      if (sqlState(error) !== TOO_FULL) throw error
      return { tooFull: z.enum(['units', 'lines']).parse(sqlDetail(error)) }
    }
  },

  /** The cart, locked until the transaction ends, with its next version and its time begun anew; null when it is not in use. */
  async reopen(tx: ShopTx, { customerId, id }: CartKey): Promise<{ version: number } | null> {
    const rows: unknown = await tx.$queryRaw`
      UPDATE "Cart" SET version = version + 1, "updatedAt" = now(),
          "expiresAt" = greatest("expiresAt", now() + make_interval(hours => ${CART_IDLE_HOURS}))
      WHERE "customerId" = ${customerId}::uuid AND id = ${id}::uuid AND status = 'ACTIVE'
      RETURNING version`
    return Versions.parse(rows)[0] ?? null
  },

  /** Leaves a line fewer units than it has. */
  async lowerUnits(
    tx: ShopTx,
    { customerId, id }: CartKey,
    { sku, quantity }: { sku: string; quantity: number },
  ): Promise<void> {
    await tx.cartLine.updateMany({
      where: { customerId, cartId: id, sku, quantity: { gt: quantity } },
      data: { quantity },
    })
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
