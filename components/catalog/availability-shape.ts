import { list, object, oneOf, text, whole } from '@/components/api-client/shape'
import type { Availability, AvailabilityItem, StockState } from '@/lib/inventory/schema'

/** What GET /api/availability answers. */
export const AvailabilityShape = object<Availability>({
  items: list(
    object<AvailabilityItem>({
      sku: text,
      available: whole,
      inCarts: whole,
      state: oneOf<StockState>({ in_stock: 1, low: 1, in_carts: 1, sold_out: 1 }),
    }),
  ),
  asOf: text,
})
