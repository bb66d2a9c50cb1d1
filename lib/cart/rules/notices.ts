import { formatCount } from '../../core/format'
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
  /** somebody took units that it held */
  taken?: boolean
  /** units that who pays first can have, although they are in other carts */
  payable?: number
}

/** What a shopper should know of a line that is not held in full; null when there is nothing to tell. */
export function holdNotice(line: LineStanding): CartNotice | null {
  const { sku, name, quantity, held, available, taken = false, payable = 0 } = line
  if (held === null || held >= quantity) return null
  const isPayable = payable >= quantity
  if (taken && available < quantity) {
    const what = held > 0 ? `Some of your ${formatCount(quantity)} × ${name}` : name
    const message = `${what} went to someone who was paying, while yours waited.`
    return { code: 'hold_taken', sku, message: isPayable ? `${message} ${PAY_FIRST}` : message }
  }
  if (isPayable) {
    const message = `Many people want ${name} right now, so we can’t hold it for you. ${PAY_FIRST}`
    return { code: 'not_held', sku, message }
  }
  const code = 'hold_lapsed'
  if (available >= quantity) {
    return { code, sku, message: `${name} is not held for you any more, but it is still there.` }
  }
  if (available > 0) {
    return {
      code,
      sku,
      message: `Only ${formatCount(available)} of your ${formatCount(quantity)} × ${name} can be had right now.`,
    }
  }
  return { code, sku, message: `The last ${name} went to someone else.` }
}

const PAY_FIRST = 'Whoever pays first gets it.'

/** The cart was changed because units are gone for good: `left` is what the line has now, 0 when it was taken out. */
export function clampedNotice(line: { sku: string; name: string; left: number }): CartNotice {
  const { sku, name, left } = line
  const message =
    left === 0
      ? `${name} is sold out, so we took it out of your cart.`
      : `Only ${formatCount(left)} × ${name} ${left === 1 ? 'is' : 'are'} left, so we changed your cart to ${formatCount(left)}.`
  return { code: 'clamped', sku, message }
}

export const noLongerSoldNotice = (sku: string): CartNotice => ({
  code: 'no_longer_sold',
  sku,
  message: 'Something in your cart is not sold any more. It is left out of your order.',
})
