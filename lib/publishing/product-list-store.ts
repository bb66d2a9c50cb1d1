import 'server-only'
import { z } from 'zod'
import type { ShopTx } from '../infra/db/shop'

const Listed = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  status: z.enum(['ACTIVE', 'DRAFT', 'ARCHIVED']),
  images: z.unknown(),
  categoryId: z.uuid(),
  categoryName: z.string(),
  hasDraft: z.boolean(),
  low: z.int().nullable(),
  high: z.int().nullable(),
  currency: z.string().nullable(),
  changedAt: z.date(),
  changedBy: z.string().nullable(),
})
export type ListedProduct = z.infer<typeof Listed>

/** Products with what their drafts say where nothing is published yet; what was changed last comes first. */
export async function productRows(
  tx: ShopTx,
  wanted: {
    q?: string | undefined
    status?: string | undefined
    categoryId?: string | undefined
    after: { changedAt: Date; id: string } | null
    limit: number
  },
): Promise<ListedProduct[]> {
  const { q, status, categoryId, after, limit } = wanted
  const like = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null
  const rows = await tx.$queryRaw<unknown[]>`
    WITH listed AS (
      SELECT p.*, d.content AS draft, d."updatedByName" AS drafter,
        greatest(p."updatedAt", coalesce(d."updatedAt", p."updatedAt")) AS "changedAt"
      FROM "Product" p LEFT JOIN "PageDraft" d ON d.kind = 'product' AND d."pageId" = p.id::text
    ), page AS (
      SELECT * FROM listed p
      WHERE (${like}::text IS NULL OR p.name ILIKE ${like} OR p.slug ILIKE ${like} OR p.draft ->> 'name' ILIKE ${like}
          OR EXISTS (SELECT FROM "Variant" v WHERE v."productId" = p.id AND v.sku ILIKE ${like}))
        AND (${status ?? null}::text IS NULL OR CASE ${status ?? null}
          WHEN 'CHANGED' THEN p.draft IS NOT NULL ELSE p.status::text = ${status ?? null} END)
        AND (${categoryId ?? null}::uuid IS NULL OR p."categoryId" = ${categoryId ?? null}::uuid)
        AND (${after?.id ?? null}::uuid IS NULL
          OR (p."changedAt", p.id) < (${after?.changedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      ORDER BY p."changedAt" DESC, p.id DESC LIMIT ${limit}
    )
    SELECT p.id, p.slug, p.status::text, p.draft IS NOT NULL AS "hasDraft", p."changedAt",
      CASE WHEN p.version = 0 THEN coalesce(nullif(p.draft ->> 'name', ''), p.name) ELSE p.name END AS name,
      CASE WHEN p.version = 0 THEN coalesce(p.draft -> 'images', p.images) ELSE p.images END AS images,
      c.id AS "categoryId", c.name AS "categoryName", prices.low, prices.high, prices.currency,
      coalesce(p.drafter, published."publishedByName") AS "changedBy"
    FROM page p JOIN "Category" c ON c.id = p."categoryId"
    LEFT JOIN LATERAL (
      SELECT min(price) AS low, max(price) AS high, min(currency) AS currency
      FROM "Variant" v WHERE v."productId" = p.id AND v.active) prices ON true
    LEFT JOIN LATERAL (
      SELECT r."publishedByName" FROM "PageRevision" r
      WHERE r.kind = 'product' AND r."pageId" = p.id::text ORDER BY r.number DESC LIMIT 1) published ON true
    ORDER BY p."changedAt" DESC, p.id DESC`
  return z.array(Listed).parse(rows)
}
