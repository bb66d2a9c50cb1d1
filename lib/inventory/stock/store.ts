import 'server-only'
import { z } from 'zod'
import { shopDb, type ShopTx } from '../../infra/db/shop'
import type { StockLevel } from '../schema'

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
