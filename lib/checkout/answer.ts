import 'server-only'
import { AppError } from '../core/errors'
import { toOrderView } from '../orders'
import { declineMessage } from '../payments'
import type { Progress } from './advance-order'
import type { CheckoutStatus } from './schema'

/**
 * What a shopper is told of an order's progress.
 * @throws AppError `payment_declined` with `declineCode`: the order stays open for another card
 */
export function toAnswer(progress: Progress): CheckoutStatus {
  switch (progress.kind) {
    case 'paid':
      return { status: 'paid', order: toOrderView(progress.order, false) }
    case 'canceled':
      return { status: 'canceled', ...(progress.isRefunded && { refunded: true as const }) }
    case 'requires_action':
      return { status: 'requires_action', clientSecret: progress.clientSecret }
    case 'confirming':
      return { status: 'confirming' }
    case 'open':
      return { status: 'open', expiresAt: progress.expiresAt.toISOString() }
    case 'declined':
      throw new AppError('payment_declined', declineMessage(progress.code), { declineCode: progress.code })
  }
}
