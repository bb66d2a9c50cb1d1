import 'server-only'
import { z } from 'zod'
import { shopDb } from '../infra/db/shop'

/** A product on sale and the paths of the pages that may show it: its own first, then lists and other products' pages. */
const Sold = z.object({ sku: z.string(), productId: z.uuid(), paths: z.array(z.string()).min(1) })
export type Sold = z.infer<typeof Sold>

/** Where these SKUs can be seen; one that is not on sale is left out. One query. */
export async function whereSold(skus: readonly string[]): Promise<Sold[]> {
  const rows = await shopDb().$queryRaw`
    SELECT v.sku, p.id AS "productId",
      ARRAY['/p/' || p.slug, '/c/' || c.slug, '/'] || coalesce((
        SELECT array_agg('/p/' || other.slug ORDER BY other.id) FROM "Product" other
        WHERE p.id = ANY(other."goesWith") AND other.status = 'ACTIVE'), '{}') AS paths
    FROM "Variant" v JOIN "Product" p ON p.id = v."productId" JOIN "Category" c ON c.id = p."categoryId"
    WHERE v.sku = ANY(${[...skus]}) AND v.active AND p.status = 'ACTIVE'`
  return z.array(Sold).parse(rows)
}
