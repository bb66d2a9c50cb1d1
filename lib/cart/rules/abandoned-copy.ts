import type { SellableVariant } from '../../catalog/schema'
import { SHOP_CURRENCY } from '../../core/money'

/** What was left behind, and what it was worth at the prices of that moment. Amounts in minor units. */
export interface AbandonedCopy {
  customerId: string
  cartId: string
  /** unitPrice is null where the SKU was not sold any more; it adds nothing to the subtotal */
  lines: { sku: string; quantity: number; unitPrice: number | null }[]
  subtotal: number
  currency: string
}

export function abandonedCopy(
  cart: { customerId: string; id: string; lines: readonly { sku: string; quantity: number }[] },
  variants: ReadonlyMap<string, Pick<SellableVariant, 'price' | 'currency'>>,
): AbandonedCopy {
  const lines = cart.lines.map(({ sku, quantity }) => ({
    sku,
    quantity,
    unitPrice: variants.get(sku)?.price ?? null,
  }))
  const priced = cart.lines.flatMap(({ sku }) => variants.get(sku) ?? [])
  return {
    customerId: cart.customerId,
    cartId: cart.id,
    lines,
    subtotal: lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * (unitPrice ?? 0), 0),
    currency: priced[0]?.currency ?? SHOP_CURRENCY,
  }
}
