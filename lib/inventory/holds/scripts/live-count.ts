import 'server-only'
import { redisScript } from '../../../infra/redis/script'
import { COMMON } from './common'
import { TIMES } from '../../rules/hold-figures'

/**
 * Redis' side of the live count besides HOLD (hold.ts). Each script is one atomic step on one SKU.
 *
 * Answer of READ, HOLD and SYNC: {found, onHand, reserved, held, own, ownUntil, granted, before, flags, could}, all
 * integers. An onHand of -1 marks a SKU that Postgres does not know. `own` is what the cart holds and can still have; `flags`:
 * 1 somebody took units of the cart's hold, 2 a share was met, 4 people ask faster than holds end; `could`:
 * units the cart could have in all.
 */

/** ARGV: cart ('' for none), HOLD_MINUTES (ms). */
export const READ = redisScript(`${COMMON}
local cart = ARGV[1]
local freed = freeLapsed()
local onHand, reserved, _, text = readStock()
local own, ownUntil = ownHold(cart)
if not onHand then return {0, 0, 0, 0, own, ownUntil, 0, -1, 0, 0} end
local held = keepTotal(text, freed)
local sellable = math.max(0, onHand - reserved)
if cart == '' then return {1, onHand, reserved, held, 0, 0, 1, -1, 0, math.max(0, sellable - held)} end
local covered = coveredOf(cart, own, held, sellable)
local story = recall(cart)
local taken = (covered < own or (story and story.state == 't')) and 1 or 0
local flags = taken + (isFoughtOver(tonumber(ARGV[2])) and 4 or 0)
return {1, onHand, reserved, held, covered, ownUntil, 1, -1, flags, math.max(covered, sellable - held + own, 0)}
`)

/**
 * Takes over the stock that Postgres had, unless Redis knows a newer version, and drops a cart's hold in the same step.
 * ARGV: onHand, reserved, version, cart ('' for none), how long the stock stays (ms).
 * `before` is what was sellable until now, -1 when Redis did not know.
 */
export const SYNC = redisScript(`${COMMON}
local freed = freeLapsed()
local onHand, reserved, version, text = readStock()
local before = -1
if onHand then before = math.max(-1, onHand - reserved) end
local held = text and keepTotal(text, freed) or countHolds()

local own = ownHold(ARGV[4])
if own > 0 then
  held = math.max(0, held - own)
  drop(ARGV[4], own, 'p')
end
if not onHand or version <= tonumber(ARGV[3]) then
  onHand, reserved = tonumber(ARGV[1]), tonumber(ARGV[2])
  redis.call('HSET', stock, 'onHand', onHand, 'reserved', reserved, 'version', ARGV[3])
  redis.call('PEXPIRE', stock, ARGV[5])
end
redis.call('HSET', stock, 'held', held)
return {1, onHand, reserved, held, 0, 0, 1, before, 0, 0}
`)

/**
 * Compares with Postgres and corrects Redis. ARGV: onHand, reserved, version, the version that is known to be wrong (-1
 * for none), how long the stock stays, HOLD_MINUTES (ms). Forgets carts that have held nothing for a long time. Answers {stock, held}:
 * stock 0 right · 1 was missing · 2 was old or wrong · 3 is newer than ours, left alone; held 1: the total was wrong.
 */
export const RECONCILE = redisScript(`${COMMON}
local freed = freeLapsed()
local onHand, reserved, version, text = readStock()
local given = tonumber(ARGV[3])
local finding = 0
if not onHand then finding = 1
elseif version > given and version ~= tonumber(ARGV[4]) then finding = 3
elseif version ~= given or onHand ~= tonumber(ARGV[1]) or reserved ~= tonumber(ARGV[2]) then finding = 2 end

local held = text and keepTotal(text, freed)
local counted = countHolds()
local wrongTotal = held and held ~= counted and 1 or 0
if finding == 1 or finding == 2 then
  redis.call('HSET', stock, 'onHand', ARGV[1], 'reserved', ARGV[2], 'version', ARGV[3])
  redis.call('PEXPIRE', stock, ARGV[5])
end
for _, cart in ipairs(redis.call('HKEYS', about)) do
  local story = recall(cart)
  local isOld = not story or story.since < now - tonumber(ARGV[6]) * ${TIMES.memory}
  if isOld and not redis.call('ZSCORE', expiry, cart) then redis.call('HDEL', about, cart) end
end
if not held or held ~= counted then redis.call('HSET', stock, 'held', counted) end
return {finding, wrongTotal, version}
`)

/** Which cart holds how many units until when: {cart, units, until, cart, …}. */
export const HOLDERS = redisScript(`${COMMON}
local freed = freeLapsed()
local _, _, _, text = readStock()
if text then keepTotal(text, freed) end
local found = {}
local entries = redis.call('ZRANGE', expiry, 0, -1, 'WITHSCORES')
for i = 1, #entries, 2 do
  local units = redis.call('HGET', holds, entries[i])
  if units then
    found[#found + 1] = entries[i]
    found[#found + 1] = units
    found[#found + 1] = entries[i + 1]
  end
end
return found
`)

/**
 * Drops a hold that ends at the given moment, and no other, and forgets its story. ARGV: cart, that moment. Answers 1 when it
 * was there.
 */
export const RELEASE = redisScript(`${COMMON}
local cart = ARGV[1]
local freed = freeLapsed()
local _, _, _, text = readStock()
local held = text and keepTotal(text, freed)
local own, ownUntil = ownHold(cart)
if own == 0 or ownUntil ~= tonumber(ARGV[2]) then return 0 end
drop(cart, own, 'h')
redis.call('HDEL', about, cart)
if held then redis.call('HSET', stock, 'held', math.max(0, held - own)) end
return 1
`)

/**
 * Keeps the newest version of a cart that has asked for holds. KEYS[1] the cart's; ARGV: version, how long Redis keeps it (ms).
 * Runs before and after the holds of a write: a higher version in the answer means that a later write may have held first.
 */
export const CART_VERSION = redisScript(`
local known = tonumber(redis.call('GET', KEYS[1]) or '-1')
local mine = tonumber(ARGV[1])
if known > mine then return known end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return mine
`)
