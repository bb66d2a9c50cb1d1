import { MAX_UNITS_PER_LINE } from '@/lib/cart/rules/line-quantity'
import type { Cart, CartLine } from '@/lib/cart/schema'

/** What a page knows of a line before the server has answered. */
export type LinePreview = Pick<CartLine, 'slug' | 'name' | 'image' | 'options' | 'unitPrice'>

export const unitsIn = (cart: Cart): number => cart.lines.reduce((sum, line) => sum + line.quantity, 0)

/** The cart as it will look once `quantity` more units are in; without a preview an unknown line waits for the answer. */
export function withAdded(cart: Cart, sku: string, quantity: number, preview?: LinePreview): Cart {
  const known = cart.lines.find((line) => line.sku === sku)
  if (known) return withQuantity(cart, sku, Math.min(known.quantity + quantity, MAX_UNITS_PER_LINE))
  if (!preview) return cart
  const line: CartLine = {
    ...preview,
    sku,
    quantity,
    lineTotal: times(preview.unitPrice, quantity),
    held: quantity,
    holdExpiresAt: null,
  }
  return withLines(cart, sku, [...cart.lines, line])
}

/** The cart as it will look with exactly `quantity` units of a line; 0 takes the line out. */
export function withQuantity(cart: Cart, sku: string, quantity: number): Cart {
  return withLines(
    cart,
    sku,
    cart.lines.flatMap((line) => {
      if (line.sku !== sku) return [line]
      if (quantity === 0) return []
      // An increase counts as held until the server says otherwise, so that nothing flickers in the usual case.
      const held = line.held === line.quantity ? quantity : Math.min(line.held, quantity)
      return [{ ...line, quantity, held, lineTotal: times(line.unitPrice, quantity) }]
    }),
  )
}

function withLines(cart: Cart, changedSku: string, lines: CartLine[]): Cart {
  const amount = lines.reduce((sum, line) => sum + line.lineTotal.amount, 0)
  const currency = lines[0]?.lineTotal.currency ?? cart.subtotal.currency
  return {
    ...cart,
    lines,
    subtotal: { amount, currency },
    notices: cart.notices.filter(({ sku }) => sku !== changedSku),
  }
}

const times = ({ amount, currency }: CartLine['unitPrice'], quantity: number) => ({
  amount: amount * quantity,
  currency,
})
