/**
 * Whether a hold takes units from other shoppers without a reason: its cart is not in use any more, has fewer units of the SKU,
 * or is being paid for (its order has reserved the units, which would count twice).
 */
export function isOrphanedHold(
  hold: { sku: string; quantity: number },
  cart: { lines: readonly { sku: string; quantity: number }[]; paying: boolean } | undefined,
): boolean {
  if (!cart || cart.paying) return true
  const wanted = cart.lines.find(({ sku }) => sku === hold.sku)?.quantity ?? 0
  return hold.quantity > wanted
}
