/**
 * Whether a hold takes units from others without a reason: its cart is not in use any more, has fewer units of it, or is
 * being paid for (the units are reserved by the order then, and would count twice).
 */
export function isGhostHold(
  hold: { sku: string; quantity: number },
  cart: { lines: readonly { sku: string; quantity: number }[]; paying: boolean } | undefined,
): boolean {
  if (!cart || cart.paying) return true
  const wanted = cart.lines.find(({ sku }) => sku === hold.sku)?.quantity ?? 0
  return hold.quantity > wanted
}
