import 'server-only'
import { TIMES } from '../../rules/hold-figures'

/**
 * What all scripts of a SKU share. Its six keys are in one hash slot:
 *   KEYS[1] stock   hash: onHand, reserved, version (as Postgres had them), held (the sum of live holds), wantedSince and
 *                   wantedUntil (when shoppers were refused, Unix ms)
 *   KEYS[2] holds   hash: cart id → units
 *   KEYS[3] expiry  sorted set: cart id by the moment its hold ends (Unix ms of Redis' own clock)
 *   KEYS[4] about   hash: cart id → "since opened state address network ended"; stays after the hold for a while
 *   KEYS[5] guard   sorted set: cart id by the moment from which a newcomer may take its hold
 *   KEYS[6] shares  hash: "a" + address or "n" + network (keyed hashes) → units held from there
 * `state` is h (held, or lapsed), t (a newcomer took units of it), p (its order has the units), n (the cart has the line, and never
 * held it); `ended` is when the hold
 * ended or would have.
 * Every script first frees what has run out, so a count is right without a sweeper. `held` is kept, not summed: O(1).
 * They run on Redis 7 and on the in-memory engine alike: no cjson, no ZADD GT.
 */
export const COMMON = `
local stock, holds, expiry, about, guard, shares = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local function number(text) return tonumber(text or '0') end
local function whole(value) return string.format('%.0f', value) end

local function recall(cart)
  local line = redis.call('HGET', about, cart)
  if not line then return nil end
  local since, opened, state, address, network, ended = string.match(line, '^(%d+) (%d) (%a) (%S+) (%S+) (%d+)$')
  if not since then return nil end
  return {
    since = tonumber(since), opened = opened, state = state, address = address, network = network, ended = tonumber(ended)
  }
end

local function remember(cart, story)
  local words = {whole(story.since), story.opened, story.state, story.address, story.network, whole(story.ended)}
  redis.call('HSET', about, cart, table.concat(words, ' '))
end

local function countShare(story, units)
  if not story or units == 0 then return end
  local function count(place)
    if redis.call('HINCRBY', shares, place, whole(units)) <= 0 then redis.call('HDEL', shares, place) end
  end
  if story.address ~= '-' then count('a' .. story.address) end
  if story.network ~= '-' then count('n' .. story.network) end
end

local function drop(cart, units, state)
  local story = recall(cart)
  if story then
    countShare(story, -units)
    story.state = state
    remember(cart, story)
  end
  redis.call('HDEL', holds, cart)
  redis.call('ZREM', expiry, cart)
  redis.call('ZREM', guard, cart)
end

local function freeLapsed()
  local lapsed = redis.call('ZRANGEBYSCORE', expiry, '-inf', now)
  local freed = 0
  for _, cart in ipairs(lapsed) do
    local units = number(redis.call('HGET', holds, cart))
    freed = freed + units
    local story = recall(cart)
    drop(cart, units, story and story.state or 'h')
  end
  return freed
end

-- The slow way to the total, for when it was lost and to check it. Counts the shares again as well.
local function countHolds()
  local sum = 0
  local entries = redis.call('HGETALL', holds)
  redis.call('DEL', shares)
  for i = 1, #entries, 2 do
    local cart, units = entries[i], number(entries[i + 1])
    if redis.call('ZSCORE', expiry, cart) then
      sum = sum + units
      countShare(recall(cart), units)
    else
      redis.call('HDEL', holds, cart)
      redis.call('ZREM', guard, cart)
    end
  end
  return sum
end

local function readStock()
  local row = redis.call('HMGET', stock, 'onHand', 'reserved', 'version', 'held')
  return row[1] and number(row[1]), number(row[2]), number(row[3]), row[4]
end

-- held after lapsed holds were freed; a total whose holds are all gone is a remainder, and becomes 0.
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

-- A shopper may have paid for units that other carts hold: the carts that are protected longest keep theirs then.
local function coveredOf(cart, own, held, sellable)
  if own == 0 or held <= sellable then return own end
  local before = 0
  local mine = redis.call('ZSCORE', guard, cart) or '-inf'
  for _, other in ipairs(redis.call('ZRANGEBYSCORE', guard, '(' .. mine, '+inf')) do
    before = before + number(redis.call('HGET', holds, other))
  end
  return math.max(0, math.min(own, sellable - before))
end

-- Whether shoppers have been refused for longer than a hold is protected, and whether one was refused lately.
local function isFoughtOver(hold)
  local wants = redis.call('HMGET', stock, 'wantedSince', 'wantedUntil')
  local lately = number(wants[2]) > now
  return lately and number(wants[1]) <= now - hold * ${TIMES.grace}, lately
end

local function keep(ms)
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ms) end
end
`
