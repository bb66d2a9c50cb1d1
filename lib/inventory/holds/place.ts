import 'server-only'
import type { Caller } from '../../core/caller'
import { lookupHash } from '../../infra/crypto/seal'
import { askAlong } from '../../infra/redis/client'
import { keys } from '../../infra/redis/keys'
import { holdMilliseconds, shareFactor } from './hold-time'
import { SHARES } from '../rules/hold-figures'
import { stockCache } from './stock-cache'

/** Where a shopper asks from, as Redis may know it: keyed hashes, from which nobody can tell an address. */
export interface Place {
  address: string
  network: string
  /** more than a share of the whole shop is held from there, as far as this process knows */
  overShop: boolean
}

/** The shopper's next write carries the note along; only the last note of many waits this long. */
const NOTE_WITHIN_MS = 1_000
/** 96 bits: two addresses never share a key by chance. */
const HASH_LENGTH = 16

/**
 * Notes what a cart holds of a SKU, among all that is held from its place. KEYS: the place's units and their ends; ARGV: cart
 * and SKU, units, when the hold ends (ms, 0 for none), how long the keys stay (ms). Answers the place's units. Units that were taken
 * or bought since then count until their hold would have ended.
 */
const NOTE = `
local units, ends = KEYS[1], KEYS[2]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local total = tonumber(redis.call('HGET', units, 'total') or '0')
local function forget(entry)
  total = total - tonumber(redis.call('HGET', units, entry) or '0')
  redis.call('HDEL', units, entry)
  redis.call('ZREM', ends, entry)
end
for _, entry in ipairs(redis.call('ZRANGEBYSCORE', ends, '-inf', now)) do forget(entry) end
forget(ARGV[1])
if tonumber(ARGV[2]) > 0 and tonumber(ARGV[3]) > now then
  total = total + tonumber(ARGV[2])
  redis.call('HSET', units, ARGV[1], ARGV[2])
  redis.call('ZADD', ends, ARGV[3], ARGV[1])
end
redis.call('HSET', units, 'total', math.max(0, total))
redis.call('PEXPIRE', units, ARGV[4])
redis.call('PEXPIRE', ends, ARGV[4])
return math.max(0, total)
`

/** @returns undefined when the caller's address is unknown: no share is counted then */
export function placeOf(caller: Caller | null | undefined): Place | undefined {
  if (!caller) return undefined
  const [address, network] = [hashed(caller.address), hashed(caller.network)]
  const overShop =
    stockCache.unitsHeldFrom(address) > SHARES.shop.address * shareFactor() ||
    stockCache.unitsHeldFrom(network) > SHARES.shop.network * shareFactor()
  return { address, network, overShop }
}

/** Notes in Redis how much is held from a place now; no shopper waits for the answer. */
export function noteHeld(
  place: Place,
  { cartId, sku, held, expiresAt }: { cartId: string; sku: string; held: number; expiresAt: Date | null },
): void {
  for (const name of [place.address, place.network]) {
    void askAlong(async (redis) => {
      // The script's whole text: a script that Redis does not know yet would cost a shopper two more requests.
      const units = await redis.eval(
        NOTE,
        [keys.shopShare(name), keys.shopShareExpiry(name)],
        [`${cartId} ${sku}`, held, expiresAt?.getTime() ?? 0, 4 * holdMilliseconds()],
      )
      stockCache.rememberUnitsHeldFrom(name, Number(units))
    }, NOTE_WITHIN_MS)
  }
}

const hashed = (text: string): string =>
  Buffer.from(lookupHash(`hold ${text}`))
    .toString('base64url')
    .slice(0, HASH_LENGTH)
