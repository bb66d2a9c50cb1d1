import 'server-only'
import { redisScript } from '../../../infra/redis/script'
import { COMMON } from './common'
import { MOST_LOSERS, SHARES, SHORT, TIMES } from '../../rules/hold-figures'

/**
 * Sets a cart's hold on a SKU. ARGV: cart, units, HOLD_MINUTES (ms), how long the keys stay (ms), act, exact (all or
 * nothing) or up_to (as many as there are), a cart whose hold goes over to this one ('' for none), address and network of the caller (keyed
 * hashes, '-' for unknown), factor of the shares, 1 when the caller holds more than a share of the whole shop, and for
 * `restore` how long the hold lasts and how old its line is (ms). Acts:
 *   write    the shopper wrote this line
 *   open     the shopper opened checkout; renews a hold once
 *   ask      as write, but changes no hold
 *   give     units of an order that has ended come back, for what is left of the hold's life
 *   move     a cart takes over another's hold as it is; nobody can have its units in between
 *   restore  Redis has lost the hold; one that it knows of, or knows to have ended, is left alone
 * 0 units drop a hold.
 * Answer as in live-count.ts; \`granted\` is 0 refused, 1 held, 2 not held, but the first shopper who pays gets it.
 */
export const HOLD = redisScript(`${COMMON}
local cart, wanted, hold, act, exact, source = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[5], ARGV[6] == 'exact', ARGV[7]
exact = exact or act == 'ask'
local address, network, factor, overShop = ARGV[8], ARGV[9], tonumber(ARGV[10]), ARGV[11] == '1'
local freed = freeLapsed()
local onHand, reserved, _, total = readStock()
local own, ownUntil = ownHold(cart)
if not onHand then return {0, 0, 0, 0, own, ownUntil, 0, -1, 0, 0} end
local held = keepTotal(total, freed)
local sellable = math.max(0, onHand - reserved)
local story = cart ~= '' and recall(cart) or nil
if story and own == 0 and story.since < now - hold * ${TIMES.memory} then story = nil end
-- Redis knows the line, though it never was held: nothing of it is lost.
local isUnheld = story ~= nil and story.state == 'n'
if isUnheld then story = nil end
local covered = coveredOf(cart, own, held, sellable)

local function answer(take, ends, granted, isHit, could)
  local taken = story and story.state == 't' and take < wanted and 1 or 0
  return {1, onHand, reserved, held, take, take > 0 and ends or 0, granted, -1, taken + (isHit and 2 or 0), could}
end

local function left() return math.max(covered, sellable - held + own, 0) end

local function put(take, mine, ends, guarded)
  if own > 0 then countShare(story, -own) end
  mine.ended = ends
  countShare(mine, take)
  remember(cart, mine)
  redis.call('HSET', holds, cart, take)
  redis.call('ZADD', expiry, whole(ends), cart)
  redis.call('ZADD', guard, whole(guarded), cart)
  held = held - own + take
  redis.call('HSET', stock, 'held', held)
  story = mine
  keep(ARGV[4])
end

local function noteUnheld()
  if story or act == 'ask' then return end
  remember(cart, {since = now, opened = '0', state = 'n', address = address, network = network, ended = now})
  redis.call('PEXPIRE', about, ARGV[4])
end

local function letGo(state)
  if own == 0 then return end
  held = math.max(0, held - own)
  drop(cart, own, state)
  redis.call('HSET', stock, 'held', held)
end

local function storyFrom(since, opened)
  local from = story or {address = '-', network = '-'}
  return {
    since = since, opened = opened, state = 'h',
    address = address ~= '-' and address or from.address, network = network ~= '-' and network or from.network
  }
end

-- A hold that continues without an act of the shopper: it lasts no longer than before.
local function carryOn(take, since, opened, ends, guarded)
  local granted = take == wanted and 1 or 0
  ends = math.floor(math.min(ends, since + hold * ${TIMES.life}) + 0.5)
  if take > 0 and ends > now then
    put(take, storyFrom(since, opened), ends, guarded)
    return answer(take, ends, granted, false, left())
  end
  letGo('h')
  return answer(0, 0, wanted == 0 and 1 or 0, false, left())
end

if act == 'restore' then
  if own > 0 or isUnheld or (story and story.state ~= 'p') then return answer(covered, ownUntil, 0, false, left()) end
  local since = story and story.since or now - tonumber(ARGV[13])
  return carryOn(math.min(wanted, left()), since, story and story.opened or '0', now + tonumber(ARGV[12]), since)
end

if act == 'move' then
  local given, givenUntil = ownHold(source)
  local theirs = recall(source)
  local guarded = math.max(number(redis.call('ZSCORE', guard, source)), number(redis.call('ZSCORE', guard, cart)))
  if given > 0 then
    held = math.max(0, held - given)
    drop(source, given, 'h')
    redis.call('HSET', stock, 'held', held)
  end
  local since, opened = story and story.since or now, story and story.opened or '0'
  if theirs then since, opened = math.min(since, theirs.since), math.max(opened, theirs.opened) end
  if theirs and address == '-' then address, network = theirs.address, theirs.network end
  local take = math.min(wanted, own + given, left())
  if take == 0 and theirs and not story then
    theirs.state = 'h'
    remember(cart, theirs)
  end
  return carryOn(take, since, whole(opened), math.max(ownUntil, givenUntil), guarded)
end

if act == 'give' then
  local since = story and story.since or now - hold
  local ends = math.max(ownUntil, story and story.ended or 0, now + hold * ${TIMES.busy})
  local guarded = math.min(now + hold * ${TIMES.busy}, since + hold * 2 * ${TIMES.busy})
  return carryOn(math.min(wanted, left()), since, '1', ends, guarded)
end

if wanted == 0 then
  if act ~= 'ask' then letGo('h') end
  return answer(0, 0, 1, false, left())
end

local isFought, lately = isFoughtOver(hold)
local free = math.max(0, sellable - held)
local isNew = own == 0 and not (story and lately)
local since = isNew and now or story and story.since or now
local opened = not isNew and story and story.opened or '0'
local lifeEnds = since + hold * ${TIMES.life}

-- Units that the caller's place would hold, this cart's included.
local function placed(kind, place)
  local count = number(redis.call('HGET', shares, string.sub(kind, 1, 1) .. place))
  if own > 0 and story and story[kind] == place then count = count - own end
  return count + wanted
end
local function exceeds(count, least, part) return count > math.max(least * factor, part * sellable) end
local over, isExposed = overShop, overShop
if address ~= '-' then
  local count = placed('address', address)
  over = over or exceeds(count, ${SHARES.address.least}, ${SHARES.address.part})
  isExposed = over or exceeds(count, ${SHARES.half.least}, ${SHARES.half.part})
end
if network ~= '-' then
  over = over or exceeds(placed('network', network), ${SHARES.network.least}, ${SHARES.network.part})
  isExposed = isExposed or over
end

local isShort = lately or free - (wanted - own) < math.max(${SHORT.least}, ${SHORT.part} * sellable)
local isHit = over and isShort
local isSpent = lifeEnds <= now
local guarded = math.min(now + hold * ${TIMES.grace}, since + hold * ${TIMES.busy})
if act == 'open' then guarded = math.min(now + hold * ${TIMES.busy}, since + hold * 2 * ${TIMES.busy}) end
local span = lately and hold * ${TIMES.shortened} or hold
local ends = math.floor(math.min(lifeEnds, math.max(ownUntil, now + span)) + 0.5)
if own > 0 and (isHit or (act == 'open' and opened == '1')) then ends = ownUntil end
if act == 'open' then
  guarded = math.max(guarded, number(redis.call('ZSCORE', guard, cart)))
  opened = '1'
end
if isExposed then guarded = now - hold * 8 end

-- The carts that have been idle longest give way, as many units as are needed.
local function findLosers(need)
  local losers, sum = {}, 0
  for _, other in ipairs(redis.call('ZRANGEBYSCORE', guard, '-inf', now, 'LIMIT', 0, ${MOST_LOSERS})) do
    local units = other ~= cart and number(redis.call('HGET', holds, other)) or 0
    if units > 0 and sum < need then
      local part = math.min(units, need - sum)
      losers[#losers + 1] = {other, units, part}
      sum = sum + part
    end
  end
  return losers, sum
end
local function takeFrom(losers)
  for _, loser in ipairs(losers) do
    local other, units, part = loser[1], loser[2], loser[3]
    if part == units then
      drop(other, units, 't')
    else
      local theirs = recall(other)
      redis.call('HSET', holds, other, units - part)
      if theirs then
        countShare(theirs, -part)
        theirs.state = 't'
        remember(other, theirs)
      end
    end
    held = held - part
  end
end

local have = left()
local mayHold = wanted <= covered or not (isSpent or isHit)
local losers, found = {}, 0
if wanted > have and mayHold then
  -- Units that nobody has paid for: those beyond what is sellable help no cart.
  if guarded > now then losers, found = findLosers(wanted + held - own - sellable) end
  if wanted <= sellable then
    if not lately then redis.call('HSET', stock, 'wantedSince', whole(now)) end
    redis.call('HSET', stock, 'wantedUntil', whole(now + hold * ${TIMES.lately}))
  end
end
local could = math.max(have, sellable - held + own + found)
local isLoose = isFought and wanted <= sellable
if not mayHold or (wanted > could and exact) then
  local granted = (isLoose or (not mayHold and wanted <= have)) and 2 or 0
  if granted == 2 then noteUnheld() end
  return answer(covered, ownUntil, granted, isHit, could)
end
if act == 'ask' then return answer(covered, ownUntil, 1, isHit, could) end

if could > have then takeFrom(losers) end
local take = math.min(wanted, could)
if take > 0 then
  put(take, storyFrom(since, opened), ends, guarded)
else
  letGo('h')
  noteUnheld()
end
return answer(take, ends, take == wanted and 1 or (isLoose and 2 or 0), isHit, math.max(could, take))
`)
