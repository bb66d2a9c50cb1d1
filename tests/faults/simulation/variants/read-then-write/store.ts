import * as original from '@/lib/checkout/store'
import { shopDb } from '@/lib/infra/db/shop'

export * from '@/lib/checkout/store'

export const checkoutSteps: typeof original.checkoutSteps = {
  ...original.checkoutSteps,
  /** Writes the count of reserved units as it was read. */
  async reserve(request) {
    const sku = request.lines[0]?.sku ?? ''
    const { reserved } = await shopDb().stock.findUniqueOrThrow({ where: { sku } })
    await shopDb().$executeRaw`
      UPDATE "Stock" SET reserved = ${reserved}, "onHand" = greatest("onHand", ${reserved}) WHERE sku = ${sku}`
    return original.checkoutSteps.reserve(request)
  },
}
