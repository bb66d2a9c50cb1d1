import 'server-only'
import { z } from 'zod'
import { SHOWN_AS_NEWEST, SHOWN_IN_CATEGORY } from '../catalog/schema'
import { categoryPath, HOME_PATH, productPath } from '../core/paths'
import { shopDb, type ShopTx } from '../infra/db/shop'

/** Where shoppers see a product. */
export interface Places {
  slug: string
  category: { id: string; slug: string }
  /** its own page first, then its category's page and the home page where they show its card */
  paths: string[]
}

const Placed = z.object({
  slug: z.string(),
  categoryId: z.uuid(),
  categorySlug: z.string(),
  inCategory: z.boolean(),
  onHome: z.boolean(),
})

/**
 * Where shoppers see a product, as the caller's transaction has it; null: nowhere. The lists are those of `listProducts` (lib/catalog): the
 * first of its category, the newest of all, and the first of each category on the home page.
 */
export async function pagesShowing(tx: ShopTx, id: string): Promise<Places | null> {
  const rows = await tx.$queryRaw<unknown[]>`
    WITH shown AS (
      SELECT p.id, p.slug, p."categoryId", p.position, p."createdAt" FROM "Product" p
      WHERE p.status = 'ACTIVE' AND EXISTS (SELECT FROM "Variant" v WHERE v."productId" = p.id AND v.active)
    ), one AS (SELECT * FROM shown WHERE id = ${id}::uuid)
    SELECT one.slug, one."categoryId", c.slug AS "categorySlug",
      one.id IN (SELECT id FROM shown s WHERE s."categoryId" = one."categoryId"
        ORDER BY position, "createdAt" DESC, id LIMIT ${SHOWN_IN_CATEGORY}) AS "inCategory",
      one.id IN (SELECT id FROM shown ORDER BY position, "createdAt" DESC, id LIMIT ${SHOWN_AS_NEWEST})
        OR one.id IN (SELECT id FROM shown s WHERE s."categoryId" = one."categoryId"
          ORDER BY position, "createdAt" DESC, id LIMIT 1) AS "onHome"
    FROM one JOIN "Category" c ON c.id = one."categoryId"`
  const [row] = z.array(Placed).parse(rows)
  if (!row) return null
  const { slug, categoryId, categorySlug, inCategory, onHome } = row
  const lists = [...(inCategory ? [categoryPath(categorySlug)] : []), ...(onHome ? [HOME_PATH] : [])]
  return { slug, category: { id: categoryId, slug: categorySlug }, paths: [productPath(slug), ...lists] }
}

/** The products on sale whose pages show this product as a companion. */
export async function companionsOf(tx: ShopTx, id: string): Promise<{ id: string; slug: string }[]> {
  return tx.product.findMany({
    where: { goesWith: { has: id }, status: 'ACTIVE', variants: { some: { active: true } } },
    select: { id: true, slug: true },
    orderBy: { id: 'asc' },
  })
}

const Selling = z.object({
  sku: z.string(),
  productId: z.uuid(),
  slug: z.string(),
  categorySlug: z.string(),
  companions: z.array(z.string()),
})

/**
 * The pages that may say whether a SKU is sold out: its product's own page first, then every page that may have a card of it.
 * A SKU that is not on sale is left out. One query.
 */
export async function pagesSelling(
  skus: readonly string[],
): Promise<{ sku: string; productId: string; paths: string[] }[]> {
  const rows = await shopDb().$queryRaw`
    SELECT v.sku, p.id AS "productId", p.slug, c.slug AS "categorySlug", coalesce((
        SELECT array_agg(other.slug ORDER BY other.id) FROM "Product" other
        WHERE p.id = ANY(other."goesWith") AND other.status = 'ACTIVE'), '{}') AS companions
    FROM "Variant" v JOIN "Product" p ON p.id = v."productId" JOIN "Category" c ON c.id = p."categoryId"
    WHERE v.sku = ANY(${[...skus]}) AND v.active AND p.status = 'ACTIVE'`
  return z
    .array(Selling)
    .parse(rows)
    .map(({ sku, productId, slug, categorySlug, companions }) => ({
      sku,
      productId,
      paths: [productPath(slug), categoryPath(categorySlug), HOME_PATH, ...companions.map(productPath)],
    }))
}
