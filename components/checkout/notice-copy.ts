import type { Cart } from '@/lib/cart/schema'
import { formatCount, formatMoney, formatTime } from '@/lib/core/format'
import type { Notice } from './machine'

export interface NoticeCopy {
  tone: 'danger' | 'warning' | 'neutral'
  title: string
  /** one sentence each */
  body: string[]
}

/** Why the form is open again and what to do next, in the shop's voice. */
export function noticeCopy(notice: Notice, cart: Cart | undefined): NoticeCopy {
  switch (notice.kind) {
    case 'declined':
      return {
        tone: 'danger',
        title: 'Your card was not accepted',
        body: [notice.detail, 'Your order is kept for you.'],
      }
    case 'not_authenticated':
      return {
        tone: 'danger',
        title: 'Your bank did not confirm the payment',
        body: ['Nothing was charged. Try again, or use another card.'],
      }
    case 'waiting_for_card':
      return {
        tone: 'neutral',
        title: 'Your order is waiting for a card',
        body: [
          `Nothing was charged so far. We keep it for you until ${formatTime(notice.expiresAt, 'reader')}.`,
        ],
      }
    case 'out_of_stock':
      return {
        tone: 'warning',
        title: 'Some of it went to someone else',
        body: [
          ...notice.items.map(({ sku, available }) => leftOf(sku, available, cart)),
          'Nothing was charged.',
        ],
      }
    case 'price_changed':
      return {
        tone: 'warning',
        title: 'The total has changed',
        body: [
          notice.after
            ? `It was ${formatMoney(notice.before)} and is now ${formatMoney(notice.after)}. Nothing was charged.`
            : `It is no longer ${formatMoney(notice.before)}. Nothing was charged.`,
          'Pay Now shows the new total.',
        ],
      }
    case 'cart_changed':
      return {
        tone: 'warning',
        title: 'Your cart has changed',
        body: ['Nothing was charged. Please look at it again before you pay.'],
      }
    case 'too_many_open_orders':
      return { tone: 'warning', title: 'Other orders are waiting for their payment', body: [notice.detail] }
    case 'ended':
      if (notice.isRefunded) {
        return {
          tone: 'warning',
          title: 'Your money is on its way back',
          body: [
            'Someone else got the last of it while you paid.',
            'Your card was charged and is refunded in full. Your bank may take a few days to show it. Nothing was ordered.',
          ],
        }
      }
      return {
        tone: 'neutral',
        title: 'That checkout has ended',
        body: ['Nothing was charged. Everything you typed is still here: press Pay Now to start again.'],
      }
    case 'invalid':
      return {
        tone: 'danger',
        title: 'Please check your details',
        body: ['Something in them could not be used. Nothing was charged.'],
      }
    case 'not_received':
      return {
        tone: 'warning',
        title: 'Your payment did not reach us',
        body: ['Nothing was charged. Press Pay Now to try again.'],
      }
    case 'unavailable':
      return {
        tone: 'warning',
        title: 'We could not take the payment just now',
        body: /charged/.test(notice.detail)
          ? [notice.detail]
          : [notice.detail, 'You have not been charged for this try.'],
      }
    case 'card_form':
      return { tone: 'danger', title: 'The card could not be used', body: [notice.detail] }
  }
}

function leftOf(sku: string, available: number, cart: Cart | undefined): string {
  const line = cart?.lines.find((candidate) => candidate.sku === sku)
  const name = line ? [line.name, ...Object.values(line.options)].join(', ') : sku
  const wanted = line ? ` You have ${formatCount(line.quantity)} in your cart.` : ''
  return available === 0 ? `${name} is gone.` : `Only ${formatCount(available)} of ${name} left.${wanted}`
}
