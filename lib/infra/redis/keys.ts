import 'server-only'
import { serverConfig } from '../../config/shop/server'

const key = (...parts: string[]) => [serverConfig().REDIS_PREFIX, ...parts].join(':')

/** Every key the shop uses. The braces keep all keys of one SKU in one hash slot of a cluster. */
export const keys = {
  /** hash: onHand, reserved, version, held (the sum of live holds) */
  stock: (sku: string) => key('stock', `{${sku}}`),
  /** hash: cart id → units held */
  holds: (sku: string) => key('holds', `{${sku}}`),
  /** sorted set: cart id by the hold's expiry (Unix ms) */
  holdExpiry: (sku: string) => key('expiry', `{${sku}}`),
  /** hash: cart id → what is remembered of its hold, also when it has ended */
  holdStories: (sku: string) => key('about', `{${sku}}`),
  /** sorted set: cart id by the moment from which a newcomer may take its hold (Unix ms) */
  holdGuard: (sku: string) => key('guard', `{${sku}}`),
  /** hash: address or network (keyed hashes) → units held from there */
  holdShares: (sku: string) => key('shares', `{${sku}}`),
  /** hash: cart and SKU → units held from an address or network (a keyed hash) in the whole shop, and their total */
  shopShare: (place: string) => key('share', `{${place}}`),
  /** sorted set: cart and SKU by the end of the hold (Unix ms) */
  shopShareExpiry: (place: string) => key('share-expiry', `{${place}}`),
  /** string: an operator has switched ATTACK_MODE on */
  attackMode: () => key('attack-mode'),
  /** string: a proof of work that was used */
  usedProof: (id: string) => key('proof', id),
  /** string: the newest version of a cart whose holds were told */
  cartVersion: (cartId: string) => key('cart', cartId),
  /** string: the holds of all active carts have been written since Redis was last empty */
  holdsComplete: () => key('holds-complete'),
  /** string: "<id> <number of the last entry>" of the log of expired tags; server/cache/tag-log.mjs reads both */
  tagLogHead: () => key('{tags}', 'head'),
  /** sorted set: entries of the log, JSON, by their number */
  tagLog: () => key('{tags}', 'log'),
  rateLimit: (name: string) => key('limit', name),
}
