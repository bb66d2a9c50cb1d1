import 'server-only'
import { AppError } from '../core/errors'
import { readOrderLink } from './order-link'
import { orders } from './store'

/**
 * Keeps a guest's order in an account, by its signed link: by the first account that asks, and once. The order's row
 * stays as it is; its guest's other orders stay unknown to the account.
 *
 * @param ownersOf the accounts that own a customer
 * @throws AppError `not_found` when the link opens nothing, `conflict` when the order is another account's
 */
export async function claimOrder(options: {
  token: string
  accountId: string
  ownersOf: (customerId: string) => Promise<readonly string[]>
  now?: number
}): Promise<{ number: string }> {
  const { token, accountId, ownersOf, now } = options
  const { customerId, orderId } = readOrderLink(token, now)
  const order = await orders.byId(customerId, orderId)
  if (!order) throw new AppError('not_found', 'This link does not open an order any more.')
  const owners = await ownersOf(customerId)
  if (owners.includes(accountId)) return { number: order.number }
  const keeper = owners[0] ?? (await orders.claim({ customerId, orderId, accountId }))
  if (keeper !== accountId) throw new AppError('conflict', 'This order is kept in another account already.')
  return { number: order.number }
}
