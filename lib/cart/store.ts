import 'server-only'
import { z } from 'zod'
import { SellableVariant } from '../catalog/schema'
import { newId } from '../core/ids'
import type { Shopper } from '../shopper'
import { ACCOUNT_BROWSER_DAYS } from '../shopper/schema'
import { sqlDetail, sqlState } from '../infra/db/retry'
import { callShopFunction, type ShopSql, type ShopTx } from '../infra/db/shop'
import { CART_IDLE_HOURS, MAX_LINES, MAX_UNITS_PER_LINE } from './schema'

/** A cart as it is stored. */
export interface StoredCart {
  customerId: string
  id: string
  version: number
  /** in the order in which they were added */
  lines: { sku: string; quantity: number }[]
}

export type CartKey = Pick<StoredCart, 'customerId' | 'id'>

const Lines = z.array(z.object({ sku: z.string(), quantity: z.int() }))
const Written = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.enum(['unknown_shopper', 'unknown_sku']) }),
  z.object({
    outcome: z.literal('written'),
    id: z.uuid(),
    version: z.int(),
    before: z.int(),
    lines: Lines,
    variants: z.array(SellableVariant),
  }),
])
const Refusal = z.enum(['units', 'lines', 'pinned'])
export type WriteOutcome =
  | { outcome: 'unknown_shopper' | 'unknown_sku' | z.infer<typeof Refusal> }
  | { outcome: 'written'; cart: StoredCart; before: number; variants: SellableVariant[] }

const Active = z.array(z.object({ customerId: z.uuid(), id: z.uuid(), version: z.int(), lines: Lines }))
const Pinned = z.tuple([z.object({ pinned: z.boolean() })])
const Versions = z.array(z.object({ version: z.int() }))
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

/** SQLSTATE that cart_write raises when a line or the cart would be too full, or an order is open; DETAIL says which. */
const REFUSED = 'F5102'

export const LINES = {
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

  lines(tx: ShopTx, { customerId, id }: CartKey): Promise<StoredCart['lines']> {
    return tx.cartLine.findMany({ where: { customerId, cartId: id }, ...LINES.lines })
  },

  /** Whether the cart is in use and has another version by now. */
  async hasNewerVersion(tx: ShopTx, { customerId, id, version }: StoredCart): Promise<boolean> {
    const where = { customerId_id: { customerId, id } }
    const row = await tx.cart.findUnique({ where, select: { status: true, version: true } })
    return row?.status === 'ACTIVE' && row.version !== version
  },

  /** Whether an order of the customer is open, which pins the cart it was made of. */
  async isPinned(tx: ShopTx, customerId: string): Promise<boolean> {
    const rows: unknown = await tx.$queryRaw`SELECT order_is_open(${customerId}::uuid) AS pinned`
    return Pinned.parse(rows)[0].pinned
  },

  /**
   * Writes one line of the customer's cart, which is made if there is none: `add` adds units to the line, `set` replaces
   * them. One transaction and one round trip (SQL function `cart_write`). The function locks the cart, so its writes come one
   * after the other; it refuses while an order is open; the first write of a guest stores the guest.
   * @returns `written`: the cart, the units the line had before, and how its lines are sold; otherwise nothing is written
   */
  async writeLine(
    { customerId, tokenHash, isNew }: Shopper,
    line: { mode: 'add' | 'set'; sku: string; quantity: number },
  ): Promise<WriteOutcome> {
    const request = {
      ...line,
      customerId,
      token: Buffer.from(tokenHash).toString('hex'),
      isNew,
      accountDays: ACCOUNT_BROWSER_DAYS,
      newCart: newId(),
      idleHours: CART_IDLE_HOURS,
      maxUnits: MAX_UNITS_PER_LINE,
      maxLines: MAX_LINES,
    }
    try {
      const result = Written.parse(await callShopFunction('cart_write', request))
      if (result.outcome !== 'written') return result
      const { outcome, before, variants, ...cart } = result
      return { outcome, cart: { customerId, ...cart }, before, variants }
    } catch (error) {
      if (sqlState(error) !== REFUSED) throw error
      return { outcome: Refusal.parse(sqlDetail(error)) }
    }
  },

  /** Locks the cart until the transaction ends, gives it its next version and its full idle time again; null when it is not in use. */
  async lockAndTouch(tx: ShopTx, { customerId, id }: CartKey): Promise<{ version: number } | null> {
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

  /** Takes back the units that a write added to a line; units that other writes have added since then stay. */
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

  /** Those of these customers who have something in a cart. */
  async withLines(tx: ShopTx, customerIds: readonly string[]): Promise<string[]> {
    const rows = await tx.cart.findMany({
      where: { customerId: { in: [...customerIds] }, status: 'ACTIVE', lines: { some: {} } },
      select: { customerId: true },
      orderBy: { customerId: 'asc' },
    })
    return rows.map(({ customerId }) => customerId)
  },

  /**
   * Moves a customer's cart into another's (SQL function `cart_merge`): each unit once, a line no fuller than a line may
   * be. Of many calls at once, one moves the lines. While an open order pins either cart, both stay as they are (`kept`).
   */
  async merge(tx: ShopTx, { source, target }: { source: string; target: string }): Promise<MergeOutcome> {
    const rows: unknown = await tx.$queryRaw`
      SELECT cart_merge(${source}::uuid, ${target}::uuid, ${newId()}::uuid, ${CART_IDLE_HOURS}::int,
        ${MAX_UNITS_PER_LINE}::int, ${MAX_LINES}::int) AS result`
    return Merged.parse(rows)[0].result
  },
}
