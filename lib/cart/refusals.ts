import { formatCount } from '../core/format'
import { AppError } from '../core/errors'
import { MAX_LINES, MAX_UNITS_PER_LINE } from './schema'

/** `available`: units the line could have in all, those that are in it already included. */
export function insufficientStock({ available, inCart }: { available: number; inCart: number }): AppError {
  const detail =
    available === 0
      ? 'There is none left that you could have right now.'
      : available <= inCart
        ? `All ${formatCount(available)} that are left are in your cart.`
        : `Only ${formatCount(available)} left.`
  return new AppError('insufficient_stock', detail, { available })
}

export const lineLimit = (): AppError =>
  new AppError('line_limit', `You can order up to ${MAX_UNITS_PER_LINE} of these at once.`, {
    limit: MAX_UNITS_PER_LINE,
  })

export const tooManyLines = (): AppError =>
  new AppError('line_limit', `A cart holds up to ${MAX_LINES} different things.`, { limit: MAX_LINES })

export const unknownSku = (): AppError => new AppError('unknown_sku', 'We do not sell that.')

/** An open order pins the cart: what was ordered is never edited. Nothing has changed; after the order is canceled the same write can pass. */
export class PinnedByOrder extends AppError {
  constructor() {
    super(
      'conflict',
      'Your order is being paid for, so we cannot change your cart right now. Please try again.',
    )
  }
}
