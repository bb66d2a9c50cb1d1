import { formatCount } from '../../core/format'
import type { LineAvailability } from '../../inventory/rules/line-availability'
import type { CartNotice } from '../schema'

/** What a shopper should know of a line that is not held in full; null when there is nothing to tell. `quantity` is in units. */
export function holdNotice(
  line: Omit<LineAvailability, 'expiresAt'> & { sku: string; name: string; quantity: number },
): CartNotice | null {
  const { sku, name, quantity, held, available, taken, payable } = line
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
