import 'server-only'
import { AppError } from '../core/errors'
import { isPersonal } from './is-buyer'
import { openOrderLink } from './order-link'
import { orders, type OwnOrders } from './store'

type Account = NonNullable<OwnOrders['account']>

/**
 * Keeps an order in an account, by a link to it. A link alone shows and no more: the account's verified e-mail address must
 * be the order's, or the link must come from a mail to that address. Whoever proves it takes the order over from an account
 * that had it without being the buyer's, so a wrong claim is undone by claiming. The order's row stays as it is, and its
 * guest's other orders stay unknown to the account.
 *
 * @param ownersOf the accounts that own a customer
 * @throws AppError `not_found` when the link opens nothing, `not_allowed` without proof
 */
export async function claimOrder(options: {
  token: string
  account: Account
  ownersOf: (customerId: string) => Promise<readonly string[]>
  now?: number
}): Promise<{ number: string }> {
  const { token, account, ownersOf, now } = options
  const { order, provesEmail } = await openOrderLink(token, now)
  const { customerId, id: orderId, number } = order
  if ((await ownersOf(customerId)).includes(account.id)) return { number }
  const proof = provesEmail ? 'mail' : isPersonal(order, { customerIds: [], account }) ? 'account' : null
  if (!proof) throw refusal(account)
  await orders.claim({ customerId, orderId, accountId: account.id, proof })
  return { number }
}

/** Whether `claimOrder` would keep it: a page offers only what works. @throws AppError `not_found` */
export async function mayClaim(options: { token: string; account: Account; now?: number }): Promise<boolean> {
  const { order, provesEmail } = await openOrderLink(options.token, options.now)
  return provesEmail || isPersonal(order, { customerIds: [], account: options.account })
}

const refusal = ({ verifiedEmail }: Account) =>
  new AppError(
    'not_allowed',
    verifiedEmail === null
      ? 'Your sign-in does not confirm your email address, so we can’t tell that this order is yours. Confirm it there, then sign in again.'
      : 'This order was placed with another email address. Sign in with that one, or open the order in the browser that bought it.',
  )
