import 'server-only'
import { serverConfig } from '../../config/server'

const key = (...parts: string[]) => [serverConfig().REDIS_PREFIX, ...parts].join(':')

/** Every key the shop uses. The braces keep all keys of one SKU in one hash slot of a cluster. */
export const keys = {
  /** hash: onHand, reserved, version, held (the sum of live holds) */
  stock: (sku: string) => key('stock', `{${sku}}`),
  /** hash: cart id → units held */
  holds: (sku: string) => key('holds', `{${sku}}`),
  /** sorted set: cart id by the hold's expiry (Unix ms) */
  holdExpiry: (sku: string) => key('expiry', `{${sku}}`),
  /** string: the newest version of a cart whose holds were told */
  cartVersion: (cartId: string) => key('cart', cartId),
  /** string: the holds of all active carts have been written since Redis was last empty */
  holdsComplete: () => key('holds-complete'),
  rateLimit: (name: string) => key('limit', name),
}
