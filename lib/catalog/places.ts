import 'server-only'
import { z } from 'zod'
import type { ShopTx } from '../infra/db/shop'
import { SHOWN_AS_NEWEST, SHOWN_IN_CATEGORY } from './schema'

/** Where shoppers see a product at this moment; `null`: nowhere. */
export interface Places {
  slug: string
  category: { id: string; slug: string }
  /** among those its category's page shows */
  inCategory: boolean
  /** on the home page: one of the newest, or the face of its category */
  onHome: boolean
}

const Row = z.object({
  slug: z.string(),
  categoryId: z.uuid(),
  categorySlug: z.string(),
  inCategory: z.boolean(),
  onHome: z.boolean(),
})

/** In the caller's transaction, so that it tells of what that is about to commit. The lists are those of catalog.cards. */
export async function placesOf(tx: ShopTx, id: string): Promise<Places | null> {
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
  const [row] = z.array(Row).parse(rows)
  if (!row) return null
  const { slug, categoryId, categorySlug, inCategory, onHome } = row
  return { slug, category: { id: categoryId, slug: categorySlug }, inCategory, onHome }
}

/** Pages on sale that name the product as a companion. */
export async function pagesNaming(tx: ShopTx, id: string): Promise<{ id: string; slug: string }[]> {
  return tx.product.findMany({
    where: { goesWith: { has: id }, status: 'ACTIVE', variants: { some: { active: true } } },
    select: { id: true, slug: true },
    orderBy: { id: 'asc' },
  })
}
