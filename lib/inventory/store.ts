import 'server-only'
import { z } from 'zod'
import { shopDb, type ShopTx } from '../infra/db/shop'
import { withRedis } from '../infra/redis/client'
import { keys } from '../infra/redis/keys'
import { runScripts, type ScriptCall } from '../infra/redis/script'
import { HOLD, HOLDERS, READ, RECONCILE, RELEASE, SETTLE } from './hold-scripts'
import type { StockLevel } from './schema'

const HOUR_MS = 60 * 60_000
/** Longer than the longest hold (HOLD_MINUTES ≤ 24 h), so that no total forgets a hold that still runs. */
const KEEP_MS = 48 * HOUR_MS
/** A SKU that Postgres does not know is not asked for again so soon. */
const KEEP_UNKNOWN_MS = 10_000
const UNKNOWN = { onHand: -1, reserved: 0, version: 0 }

const LEVEL = { sku: true, onHand: true, reserved: true, version: true } as const

/** Postgres: the truth of stock. */
export const stockRows = {
  /** SKUs that have no stock row are left out. */
  async find(skus: readonly string[]): Promise<Map<string, StockLevel>> {
    const rows = await shopDb().stock.findMany({ where: { sku: { in: [...skus] } }, select: LEVEL })
    return new Map(rows.map((row) => [row.sku, row]))
  },

  /** The next rows in the order of their SKUs. */
  page(after: string, limit: number): Promise<StockLevel[]> {
    return shopDb().stock.findMany({
      where: { sku: { gt: after } },
      select: LEVEL,
      orderBy: { sku: 'asc' },
      take: limit,
    })
  },

  /** Changes onHand by `delta` where that leaves what open orders have reserved; null when it would not, or no such row. */
  async change(tx: ShopTx, { sku, delta }: { sku: string; delta: number }): Promise<StockLevel | null> {
    const rows = await tx.$queryRaw<unknown[]>`
      UPDATE "Stock" SET "onHand" = "onHand" + ${delta}, version = version + 1, "updatedAt" = now()
      WHERE sku = ${sku} AND "onHand" + ${delta} >= reserved
      RETURNING sku, "onHand", reserved, version`
    const [row] = z.array(Level).parse(rows)
    return row ?? null
  },

  async open(tx: ShopTx, skus: readonly string[]): Promise<StockLevel[]> {
    const rows = await tx.$queryRaw<unknown[]>`
      INSERT INTO "Stock" (sku) SELECT sku FROM unnest(${[...skus]}::text[]) AS wanted(sku) ORDER BY sku COLLATE "C"
      ON CONFLICT DO NOTHING RETURNING sku, "onHand", reserved, version`
    return z.array(Level).parse(rows)
  },

  /**
   * Sets onHand where the version is the one that was seen and open orders get what they reserved; null otherwise. The
   * same number again is no change: its row stays as it is.
   */
  async set(
    tx: ShopTx,
    { sku, onHand, version }: { sku: string; onHand: number; version: number },
  ): Promise<{ level: StockLevel; delta: number } | null> {
    const rows = await tx.$queryRaw<unknown[]>`
      WITH seen AS (SELECT sku, "onHand" FROM "Stock" WHERE sku = ${sku} AND version = ${version} FOR UPDATE)
      UPDATE "Stock" s SET "onHand" = ${onHand}, version = s.version + (s."onHand" <> ${onHand})::int,
        "updatedAt" = CASE WHEN s."onHand" = ${onHand} THEN s."updatedAt" ELSE now() END
      FROM seen WHERE s.sku = seen.sku AND s.version = ${version} AND s.reserved <= ${onHand}
      RETURNING s.sku, s."onHand", s.reserved, s.version, s."onHand" - seen."onHand" AS delta`
    const [row] = z.array(Level.extend({ delta: z.int() })).parse(rows)
    if (!row) return null
    const { delta, ...level } = row
    return { level, delta }
  },

  /** @returns false when there is a record of this id already */
  async logChange(
    tx: ShopTx,
    change: { id: string; sku: string; delta: number; reason: string; actor: string; actorName: string },
  ): Promise<boolean> {
    const { count } = await tx.stockAdjustment.createMany({ data: [change], skipDuplicates: true })
    return count === 1
  },

  async isLogged({ id, sku }: { id: string; sku: string }): Promise<boolean> {
    return (await shopDb().stockAdjustment.count({ where: { id, sku } })) > 0
  },

  adjustments(skus: readonly string[], limit: number) {
    return shopDb().stockAdjustment.findMany({
      where: { sku: { in: [...skus] } },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
      select: { sku: true, delta: true, reason: true, actor: true, actorName: true, createdAt: true },
    })
  },
}

const Level = z.object({ sku: z.string(), onHand: z.int(), reserved: z.int(), version: z.int() })

/** A SKU as Redis has it, after lapsed holds were freed. */
export interface Projected {
  /** `missing`: Redis does not have it · `unknown`: Postgres had no such SKU a moment ago */
  known: 'yes' | 'missing' | 'unknown'
  onHand: number
  reserved: number
  held: number
  /** of the cart that was asked for */
  own: number
  ownUntil: Date | null
  granted: boolean
  /** units that were sellable before a settlement; null when that was not known */
  sellableBefore: number | null
}

export interface HoldRequest {
  cartId: string
  sku: string
  quantity: number
  milliseconds: number
  /** `exact`: all or nothing · `up_to`: what there is · `restore`: what there is, unless the cart holds some already */
  mode: 'exact' | 'up_to' | 'restore'
  /** a cart whose hold goes over to this one */
  from?: string
}

/** Units of a SKU that a cart holds. */
export interface Held {
  sku: string
  cartId: string
  quantity: number
  until: Date
}

const int = z.coerce.number().int()
const Answer = z
  .tuple([int, int, int, int, int, int, int, int])
  .transform(([found, onHand, reserved, held, own, ownUntil, granted, before]): Projected => ({
    known: found === 0 ? 'missing' : onHand < 0 ? 'unknown' : 'yes',
    onHand,
    reserved,
    held,
    own,
    ownUntil: own > 0 ? new Date(ownUntil) : null,
    granted: granted === 1,
    sellableBefore: before < 0 ? null : before,
  }))
const Finding = z.tuple([int, int, int])
const Holders = z.array(z.coerce.string())

export type StockFinding = 'right' | 'missing' | 'wrong' | 'newer'
const FINDINGS = ['right', 'missing', 'wrong', 'newer'] as const satisfies readonly StockFinding[]

/** Redis: the projection. Every function answers null when Redis is away. */
export const projection = {
  read(skus: readonly string[], cartId = ''): Promise<Projected[] | null> {
    return answers(skus.map((sku) => ({ script: READ, keys: keysOf(sku), args: [cartId] })))
  },

  hold(holds: readonly HoldRequest[]): Promise<Projected[] | null> {
    return answers(
      holds.map(({ cartId, sku, quantity, milliseconds, mode, from = '' }) => ({
        script: HOLD,
        keys: keysOf(sku),
        args: [cartId, quantity, Math.max(1, Math.round(milliseconds)), KEEP_MS, mode, from],
      })),
    )
  },

  /** Takes levels over where they are not older, and drops the cart's hold on each. */
  settle(levels: readonly StockLevel[], dropHoldsOf = ''): Promise<Projected[] | null> {
    return answers(levels.map((level) => settlement(level.sku, level, dropHoldsOf, KEEP_MS)))
  },

  /** As `settle`, for what was read because Redis did not have it; null marks a SKU that does not exist. */
  fill(levels: ReadonlyMap<string, StockLevel | null>): Promise<Projected[] | null> {
    return answers(
      [...levels].map(([sku, level]) =>
        settlement(sku, level ?? UNKNOWN, '', level ? KEEP_MS : KEEP_UNKNOWN_MS),
      ),
    )
  },

  /** `wrongVersions`: versions that Redis was seen to have and that Postgres has never reached. */
  async reconcile(
    levels: readonly StockLevel[],
    wrongVersions: ReadonlyMap<string, number> = new Map(),
  ): Promise<{ sku: string; stock: StockFinding; totalWasWrong: boolean; version: number }[] | null> {
    const found = await run(
      levels.map(({ sku, onHand, reserved, version }) => ({
        script: RECONCILE,
        keys: keysOf(sku),
        args: [onHand, reserved, version, wrongVersions.get(sku) ?? -1, KEEP_MS],
      })),
    )
    return (
      found &&
      levels.map(({ sku }, index) => {
        const [stock, total, version] = Finding.parse(found[index])
        return { sku, stock: FINDINGS[stock] ?? 'wrong', totalWasWrong: total === 1, version }
      })
    )
  },

  async holders(skus: readonly string[]): Promise<Held[] | null> {
    const found = await run(skus.map((sku) => ({ script: HOLDERS, keys: keysOf(sku), args: [] })))
    return found && skus.flatMap((sku, index) => holdersOf(sku, Holders.parse(found[index])))
  },

  /** Drops holds that have not been renewed since. @returns for each whether it was there */
  async release(holds: readonly Held[]): Promise<boolean[] | null> {
    const found = await run(
      holds.map(({ sku, cartId, until }) => ({
        script: RELEASE,
        keys: keysOf(sku),
        args: [cartId, until.getTime()],
      })),
    )
    return found && z.array(int.transform((dropped) => dropped === 1)).parse(found)
  },

  /** Says that the holds of all carts are in Redis. @returns true for the one caller that found it unsaid */
  async claimComplete(): Promise<boolean> {
    const said = await withRedis(
      (redis) => redis.set(keys.holdsComplete(), '1', { nx: true, px: KEEP_MS }),
      () => null,
    )
    return said === 'OK'
  },
}

const keysOf = (sku: string) => [keys.stock(sku), keys.holds(sku), keys.holdExpiry(sku)]

function holdersOf(sku: string, flat: readonly string[]): Held[] {
  const held: Held[] = []
  for (let at = 0; at + 2 < flat.length; at += 3) {
    const [cartId = '', units, until] = flat.slice(at, at + 3)
    held.push({ sku, cartId, quantity: Number(units), until: new Date(Number(until)) })
  }
  return held
}

function settlement(
  sku: string,
  level: Omit<StockLevel, 'sku'>,
  dropHoldsOf: string,
  keepMs: number,
): ScriptCall {
  const { onHand, reserved, version } = level
  return { script: SETTLE, keys: keysOf(sku), args: [onHand, reserved, version, dropHoldsOf, keepMs] }
}

async function answers(calls: ScriptCall[]): Promise<Projected[] | null> {
  const found = await run(calls)
  return found && z.array(Answer).parse(found)
}

function run(calls: ScriptCall[]): Promise<unknown[] | null> {
  if (calls.length === 0) return Promise.resolve([])
  return withRedis(
    (redis) => runScripts(redis, calls),
    () => null,
  )
}
