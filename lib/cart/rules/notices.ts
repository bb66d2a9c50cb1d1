import type { CartNotice } from '../schema'

export interface LineStanding {
  sku: string
  name: string
  /** units in the cart */
  quantity: number
  /** units the cart holds; null when nobody knows now */
  held: number | null
  /** units this cart could hold in all */
  available: number
}

/** What a shopper should know of a line that is not held in full; null when there is nothing to tell. */
export function holdNotice({ sku, name, quantity, held, available }: LineStanding): CartNotice | null {
  if (held === null || held >= quantity) return null
  const code = 'hold_lapsed'
  if (available >= quantity) {
    return { code, sku, message: `${name} is not held for you any more, but it is still there.` }
  }
  if (available > 0) {
    return { code, sku, message: `Only ${available} of your ${quantity} × ${name} can be had right now.` }
  }
  return { code, sku, message: `The last ${name} went to someone else.` }
}

/** The cart was changed because units are gone for good: `left` is what the line has now, 0 when it was taken out. */
export function clampedNotice(line: { sku: string; name: string; left: number }): CartNotice {
  const { sku, name, left } = line
  const message =
    left === 0
      ? `${name} is sold out, so we took it out of your cart.`
      : `Only ${left} × ${name} ${left === 1 ? 'is' : 'are'} left, so we changed your cart to ${left}.`
  return { code: 'clamped', sku, message }
}

export const noLongerSoldNotice = (sku: string): CartNotice => ({
  code: 'no_longer_sold',
  sku,
  message: 'Something in your cart is not sold any more. It is left out of your order.',
})
