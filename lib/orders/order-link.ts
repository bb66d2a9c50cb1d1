import 'server-only'
import { parse, stringify } from 'uuid'
import { serverConfig } from '../config/server'
import { AppError } from '../core/errors'
import { readToken, signToken } from '../infra/crypto/signed-token'
import type { OrderLink } from './schema'
import { orders } from './store'

const PURPOSE = 'order-link'
export const LINK_DAYS = 30
const UUID_BYTES = 16
const TIME_BYTES = 6
const DAY_MS = 24 * 60 * 60_000

/**
 * A link that opens one order without signing in, on any device, for LINK_DAYS. It is made for whoever bought the order,
 * not for those who have it by a link themselves.
 * @throws AppError `not_found`
 */
export async function makeOrderLink(options: {
  customerIds: readonly string[]
  number: string
  now?: number
}): Promise<OrderLink> {
  const { customerIds, number, now = Date.now() } = options
  const order = await orders.byNumber({ customerIds }, number)
  if (!order) throw new AppError('not_found', 'We have no such order for you.')
  const expiresAt = now + LINK_DAYS * DAY_MS
  const time = Buffer.alloc(TIME_BYTES)
  time.writeUIntBE(expiresAt, 0, TIME_BYTES)
  const token = signToken(PURPOSE, Buffer.concat([parse(order.customerId), parse(order.id), time]))
  return {
    url: `${serverConfig().APP_URL}/orders/shared/${token}`,
    expiresAt: new Date(expiresAt).toISOString(),
  }
}

/** The order that a link opens. @throws AppError `not_found` when it was altered, made up, or its time is over */
export function readOrderLink(token: string, now = Date.now()): { customerId: string; orderId: string } {
  const payload = readToken(PURPOSE, token)
  if (
    payload?.length !== 2 * UUID_BYTES + TIME_BYTES ||
    payload.readUIntBE(2 * UUID_BYTES, TIME_BYTES) <= now
  )
    throw new AppError('not_found', 'This link does not open an order any more.')
  return {
    customerId: stringify(payload.subarray(0, UUID_BYTES)),
    orderId: stringify(payload.subarray(UUID_BYTES, 2 * UUID_BYTES)),
  }
}
