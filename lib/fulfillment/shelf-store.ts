import 'server-only'
import { fulfillmentDb, type FulfillmentTx } from '../infra/db/fulfillment'

export const shelves = {
  /** Where these things lie, by SKU; what nobody has placed is left out. */
  async placesOf(skus: readonly string[], tx: FulfillmentTx = fulfillmentDb()): Promise<Map<string, string>> {
    if (skus.length === 0) return new Map()
    const rows = await tx.shelf.findMany({ where: { sku: { in: [...new Set(skus)] } } })
    return new Map(rows.map(({ sku, place }) => [sku, place]))
  },

  /** An empty place: it lies nowhere known any more. */
  async put(tx: FulfillmentTx, { sku, place }: { sku: string; place: string }): Promise<void> {
    if (place === '') await tx.shelf.deleteMany({ where: { sku } })
    else
      await tx.$executeRaw`
        INSERT INTO "Shelf" (sku, place) VALUES (${sku}, ${place})
        ON CONFLICT (sku) DO UPDATE SET place = excluded.place, "updatedAt" = now()`
  },
}
