import 'server-only'
import { AppError } from '../core/errors'
import { getOrder } from './get-order'
import { getSharedOrder } from './get-shared-order'
import { LinkToken, OrderNumber } from './schema'
import type { OwnOrders } from './store'

/** Whether an order opens to a person by its number, or to anyone by its signed link. */
export async function isOpenTo(by: (OwnOrders & { number: string }) | { token: string }): Promise<boolean> {
  const wellFormed = 'token' in by ? LinkToken.safeParse(by.token) : OrderNumber.safeParse(by.number)
  if (!wellFormed.success) return false
  try {
    await ('token' in by ? getSharedOrder(by) : getOrder(by))
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return false
    throw error
  }
}
