import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { parse, stringify } from 'uuid'
import { serverConfig } from '../config/shop/server'
import { asciiEmail } from '../core/email'
import { AppError } from '../core/errors'
import { readToken, signToken } from '../infra/crypto/token'
import type { OrderLink } from './schema'
import { orders } from './store'
import type { OrderRow } from './view'

/** Shows an order to any holder of the link. */
const SHOW = 'order-link'
/** Shows an order, and proves that its holder reads the mail of the order's address. */
const PROVE_EMAIL = 'prove-email'
const LINK_DAYS = 30
const PROOF_HOURS = 24
const UUID_BYTES = 16
const TIME_BYTES = 6
const HASH_BYTES = 16
const HOUR_MS = 60 * 60_000

/**
 * A link that shows one order without signing in, on any device, for LINK_DAYS. It is made for the buyer of the order,
 * not for those who have it by a link themselves. It proves nothing: it may be forwarded.
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
  return linkOf(SHOW, order, now + LINK_DAYS * 24 * HOUR_MS)
}

/**
 * A link for a mail to the order's own address, and for nothing else: its holder proves to read that mail, for
 * PROOF_HOURS, and so may keep the order in any account. It ends when the order gets another address.
 */
export function makeEmailProof(
  order: Pick<OrderRow, 'customerId' | 'id' | 'email'>,
  now = Date.now(),
): OrderLink {
  return linkOf(PROVE_EMAIL, order, now + PROOF_HOURS * HOUR_MS, hashOf(order.email))
}

function linkOf(
  purpose: string,
  order: { customerId: string; id: string },
  expiresAt: number,
  rest: Uint8Array = new Uint8Array(),
): OrderLink {
  const time = Buffer.alloc(TIME_BYTES)
  time.writeUIntBE(expiresAt, 0, TIME_BYTES)
  const token = signToken(purpose, Buffer.concat([parse(order.customerId), parse(order.id), time, rest]))
  return {
    url: `${serverConfig().APP_URL}/orders/shared/${token}`,
    expiresAt: new Date(expiresAt).toISOString(),
  }
}

/**
 * The order that a link of either kind opens, and whether the link proves its buyer's e-mail address.
 * @throws AppError `not_found` when it was altered, made up, or its time is over
 */
export async function openOrderLink(
  token: string,
  now = Date.now(),
): Promise<{ order: OrderRow; provesEmail: boolean }> {
  const [shown, proof] = [readToken(SHOW, token), readToken(PROVE_EMAIL, token)]
  const payload = shown ?? proof
  const length = 2 * UUID_BYTES + TIME_BYTES + (proof ? HASH_BYTES : 0)
  if (payload?.length !== length || payload.readUIntBE(2 * UUID_BYTES, TIME_BYTES) <= now) throw over()
  const order = await orders.byId(
    stringify(payload.subarray(0, UUID_BYTES)),
    stringify(payload.subarray(UUID_BYTES, 2 * UUID_BYTES)),
  )
  if (!order) throw over()
  if (proof && !timingSafeEqual(payload.subarray(-HASH_BYTES), hashOf(order.email))) throw over()
  return { order, provesEmail: proof !== null }
}

const over = () => new AppError('not_found', 'This link does not open an order any more.')

const hashOf = (email: string): Buffer =>
  createHash('sha256')
    .update(asciiEmail(email)?.toLowerCase() ?? email)
    .digest()
    .subarray(0, HASH_BYTES)
