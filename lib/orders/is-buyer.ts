import 'server-only'
import { isSameEmail } from '../core/email'
import type { ShopTx } from '../infra/db/shop'
import { orders, type OwnOrders } from './store'
import type { OrderRow } from './view'

type Order = Pick<OrderRow, 'customerId' | 'id' | 'email'>

/**
 * Whether an order's e-mail and postal address are this person's to see: it was bought in their browser or by their
 * account, or with the e-mail address that their account's provider has verified.
 */
export const isPersonal = (order: Order, { customerIds, account }: OwnOrders): boolean =>
  customerIds.includes(order.customerId) ||
  (typeof account?.verifiedEmail === 'string' && isSameEmail(account.verifiedEmail, order.email))

/** Whether a person has proven to be the buyer, and so may act on the order: as `isPersonal`, or when they claimed it. */
export async function isBuyer(tx: ShopTx, order: Order, own: OwnOrders): Promise<boolean> {
  if (isPersonal(order, own)) return true
  const keeper = await orders.keptByProof(tx, { customerId: order.customerId, orderId: order.id })
  return keeper !== null && keeper === own.account?.id
}
