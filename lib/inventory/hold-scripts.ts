import 'server-only'
import { redisScript } from '../infra/redis/script'

/**
 * Redis' side of the live count. Each script is one atomic step on one SKU, whose three keys share a hash slot:
 *   KEYS[1] stock   hash: onHand, reserved, version (as Postgres had them), held (the sum of live holds)
 *   KEYS[2] holds   hash: cart id → units
 *   KEYS[3] expiry  sorted set: cart id by the moment its hold ends (Unix ms of Redis' own clock)
 * Every script first frees what has run out, so a count is right without a sweeper. `held` is kept, not summed: O(1).
 * They run on Redis 7 and on the in-memory engine alike: no cjson, no ZADD GT.
 *
 * Answer of READ, HOLD and SETTLE: {found, onHand, reserved, held, own, ownUntil, granted, before}, all integers.
 * An onHand of -1 marks a SKU that Postgres does not know.
 */
const COMMON = `
local stock, holds, expiry = KEYS[1], KEYS[2], KEYS[3]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local function number(text) return tonumber(text or '0') end

local function freeLapsed()
  local lapsed = redis.call('ZRANGEBYSCORE', expiry, '-inf', now)
  local freed = 0
  for _, cart in ipairs(lapsed) do
    freed = freed + number(redis.call('HGET', holds, cart))
    redis.call('HDEL', holds, cart)
  end
  if #lapsed > 0 then redis.call('ZREMRANGEBYSCORE', expiry, '-inf', now) end
  return freed
end

-- The slow way to the total: when it was lost, and to check it.
local function countHolds()
  local sum = 0
  local entries = redis.call('HGETALL', holds)
  for i = 1, #entries, 2 do
    if redis.call('ZSCORE', expiry, entries[i]) then
      sum = sum + number(entries[i + 1])
    else
      redis.call('HDEL', holds, entries[i])
    end
  end
  return sum
end

local function readStock()
  local row = redis.call('HMGET', stock, 'onHand', 'reserved', 'version', 'held')
  return row[1] and number(row[1]), number(row[2]), number(row[3]), row[4]
end

-- held after freeing; a total whose holds are all gone is nothing but a remainder.
local function keepTotal(text, freed)
  local before = number(text)
  local held = math.max(0, before - freed)
  if held > 0 and redis.call('ZCARD', expiry) == 0 then held = 0 end
  if held ~= before then redis.call('HSET', stock, 'held', held) end
  return held
end

local function ownHold(cart)
  if cart == '' then return 0, 0 end
  return number(redis.call('HGET', holds, cart)), number(redis.call('ZSCORE', expiry, cart))
end

local function keep(ms)
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ms) end
end
`

/** ARGV: cart ('' for none). */
export const READ = redisScript(`${COMMON}
local freed = freeLapsed()
local onHand, reserved, _, text = readStock()
local own, ownUntil = ownHold(ARGV[1])
if not onHand then return {0, 0, 0, 0, own, ownUntil, 0, -1} end
return {1, onHand, reserved, keepTotal(text, freed), own, ownUntil, 1, -1}
`)

/**
 * Sets a cart's hold. ARGV: cart, units, how long (ms), how long the keys stay (ms), mode.
 *   exact    all of it or nothing changes
 *   up_to    as many as there are; none left drops the hold
 *   restore  as up_to, but a hold that exists is left alone
 * and a cart whose hold goes over to this one ('' for none): nobody can have its units in between.
 */
export const HOLD = redisScript(`${COMMON}
local cart, wanted, mode, giver = ARGV[1], tonumber(ARGV[2]), ARGV[5], ARGV[6]
local freed = freeLapsed()
local onHand, reserved, _, text = readStock()
local own, ownUntil = ownHold(cart)
if not onHand then return {0, 0, 0, 0, own, ownUntil, 0, -1} end
local held = keepTotal(text, freed)
local given = ownHold(giver)
if given > 0 then
  held = math.max(0, held - given)
  redis.call('HSET', stock, 'held', held)
  redis.call('HDEL', holds, giver)
  redis.call('ZREM', expiry, giver)
end
local left = math.max(0, onHand - reserved - held + own)
local take = wanted
if mode ~= 'exact' then take = math.min(wanted, left) end

if take > left or (mode == 'restore' and own > 0) then
  return {1, onHand, reserved, held, own, ownUntil, 0, -1}
end
held = held - own + take
if take > 0 then
  ownUntil = now + tonumber(ARGV[3])
  redis.call('HSET', holds, cart, take)
  redis.call('ZADD', expiry, ownUntil, cart)
elseif own > 0 then
  redis.call('HDEL', holds, cart)
  redis.call('ZREM', expiry, cart)
end
if take ~= own then redis.call('HSET', stock, 'held', held) end
if take > 0 then keep(ARGV[4]) else ownUntil = 0 end
return {1, onHand, reserved, held, take, ownUntil, take == wanted and 1 or 0, -1}
`)

/**
 * Takes the stock that Postgres had over, unless a newer version is known, and drops a cart's hold in the same step.
 * ARGV: onHand, reserved, version, cart ('' for none), how long the stock stays (ms).
 * `before` is what was sellable until now, -1 when that was not known.
 */
export const SETTLE = redisScript(`${COMMON}
local freed = freeLapsed()
local onHand, reserved, version, text = readStock()
local before = -1
if onHand then before = math.max(-1, onHand - reserved) end
local held = text and keepTotal(text, freed) or countHolds()

local own = ownHold(ARGV[4])
if own > 0 then
  held = math.max(0, held - own)
  redis.call('HDEL', holds, ARGV[4])
  redis.call('ZREM', expiry, ARGV[4])
end
if not onHand or version <= tonumber(ARGV[3]) then
  onHand, reserved = tonumber(ARGV[1]), tonumber(ARGV[2])
  redis.call('HSET', stock, 'onHand', onHand, 'reserved', reserved, 'version', ARGV[3])
  redis.call('PEXPIRE', stock, ARGV[5])
end
redis.call('HSET', stock, 'held', held)
return {1, onHand, reserved, held, 0, 0, 1, before}
`)

/**
 * Compares with Postgres and mends. ARGV: onHand, reserved, version, the version that is known to be wrong (-1
 * for none), how long the stock stays (ms). Answers {stock, held}:
 * stock 0 right · 1 was missing · 2 was old or wrong · 3 is newer than what we were given, left alone; held 1: the total was wrong.
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
if not held or held ~= counted then redis.call('HSET', stock, 'held', counted) end
return {finding, wrongTotal, version}
`)

/** Who holds how much until when: {cart, units, until, cart, …}. */
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

/** Drops a hold that ends at the moment given, and no other. ARGV: cart, that moment. Answers 1 when it was there. */
export const RELEASE = redisScript(`${COMMON}
local cart = ARGV[1]
local freed = freeLapsed()
local _, _, _, text = readStock()
local held = text and keepTotal(text, freed)
local own, ownUntil = ownHold(cart)
if own == 0 or ownUntil ~= tonumber(ARGV[2]) then return 0 end
redis.call('HDEL', holds, cart)
redis.call('ZREM', expiry, cart)
if held then redis.call('HSET', stock, 'held', math.max(0, held - own)) end
return 1
`)

/**
 * Which version of a cart is the newest that has come to hold. KEYS[1] the cart's; ARGV: version, how long it is remembered
 * (ms). Said before holding and asked after it: an answer above one's own means that another write may have held before.
 */
export const CART_VERSION = redisScript(`
local known = tonumber(redis.call('GET', KEYS[1]) or '-1')
local mine = tonumber(ARGV[1])
if known > mine then return known end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return mine
`)
