import { RedisError, type Reply } from '../engine'
import { float, formatFloat, integer, pairs, positions, syntaxError } from './arguments'
import type { CommandTable } from './command-spec'
import type { Keyspace } from './keyspace'
import { type Member, type ScoreRange, SortedSet } from './sorted-set'

const emptySortedSet = () => new SortedSet()

function scoreRange(min = '', max = ''): ScoreRange {
  const bound = (text: string) => float(text.replace(/^\(/, ''), 'ERR min or max is not a float')
  return {
    min: bound(min),
    minExcluded: min.startsWith('('),
    max: bound(max),
    maxExcluded: max.startsWith('('),
  }
}

interface RangeOptions {
  withScores: boolean
  byScore: boolean
  reverse: boolean
  limit?: { offset: number; count: number }
}

function rangeOptions(words: readonly string[], allowed: readonly string[]): RangeOptions {
  const options: RangeOptions = { withScores: false, byScore: false, reverse: false }
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]?.toUpperCase() ?? ''
    if (!allowed.includes(word)) throw syntaxError()
    if (word === 'WITHSCORES') options.withScores = true
    if (word === 'BYSCORE') options.byScore = true
    if (word === 'REV') options.reverse = true
    if (word === 'LIMIT') {
      if (i + 2 >= words.length) throw syntaxError()
      options.limit = { offset: integer(words[i + 1]), count: integer(words[i + 2]) }
      i += 2
    }
  }
  return options
}

function byScore(db: Keyspace, key: string, range: ScoreRange, options: RangeOptions): Reply {
  const found = db.read(key, 'zset')?.between(range) ?? []
  if (options.reverse) found.reverse()
  const { offset, count } = options.limit ?? { offset: 0, count: -1 }
  if (offset < 0) return []
  return toReply(found.slice(offset, count < 0 ? undefined : offset + count), options)
}

function byRank(db: Keyspace, key: string, start: number, stop: number, options: RangeOptions): Reply {
  const set = db.read(key, 'zset')
  if (!set) return []
  if (!options.reverse) return toReply(set.slice(...positions(start, stop, set.size)), options)
  const [from, to] = positions(start, stop, set.size)
  return toReply(set.slice(set.size - 1 - to, set.size - 1 - from).reverse(), options)
}

const toReply = (members: Member[], { withScores }: { withScores: boolean }): Reply =>
  members.flatMap(({ member, score }) => (withScores ? [member, formatFloat(score)] : [member]))

function range(db: Keyspace, [key = '', start = '', stop = '', ...words]: readonly string[]): Reply {
  const options = rangeOptions(words, ['BYSCORE', 'REV', 'LIMIT', 'WITHSCORES'])
  if (options.byScore) {
    const bounds = options.reverse ? scoreRange(stop, start) : scoreRange(start, stop)
    return byScore(db, key, bounds, options)
  }
  if (options.limit && options.limit.count !== -1) {
    throw new RedisError(
      'ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX',
    )
  }
  return byRank(db, key, integer(start), integer(stop), options)
}

function add(db: Keyspace, [key = '', ...words]: readonly string[]): Reply {
  const known = ['NX', 'XX', 'GT', 'LT', 'CH', 'INCR']
  const count = words.findIndex((word) => !known.includes(word.toUpperCase()))
  const flags = new Set(words.slice(0, count < 0 ? words.length : count).map((word) => word.toUpperCase()))
  const rest = count < 0 ? [] : words.slice(count)
  if (rest.length === 0 || rest.length % 2 !== 0) throw syntaxError()
  if (flags.has('NX') && flags.has('XX')) {
    throw new RedisError('ERR XX and NX options at the same time are not compatible')
  }
  if (Number(flags.has('GT')) + Number(flags.has('LT')) + Number(flags.has('NX')) > 1) {
    throw new RedisError('ERR GT, LT, and/or NX options at the same time are not compatible')
  }
  if (flags.has('INCR') && rest.length > 2) {
    throw new RedisError('ERR INCR option supports a single increment-element pair')
  }
  const scored = pairs(rest).map(([score, member]) => ({ score: float(score), member }))
  const set = db.read(key, 'zset') ?? new SortedSet()
  let added = 0
  let changed = 0
  let incremented: Reply = null
  for (const { member, score } of scored) {
    const current = set.score(member)
    const next = flags.has('INCR') ? (current ?? 0) + score : score
    if (Number.isNaN(next)) throw new RedisError('ERR resulting score is not a number (NaN)')
    if (current === undefined ? flags.has('XX') : flags.has('NX')) continue
    if (current !== undefined && flags.has('GT') && next <= current) continue
    if (current !== undefined && flags.has('LT') && next >= current) continue
    set.set(member, next)
    if (current === undefined) added += 1
    else if (current !== next) changed += 1
    incremented = formatFloat(next)
  }
  if (!db.has(key) && set.size > 0) db.write(key, 'zset', set)
  if (flags.has('INCR')) return incremented
  return flags.has('CH') ? added + changed : added
}

function removeAll(db: Keyspace, key: string, members: readonly string[]): number {
  const set = db.read(key, 'zset')
  const removed = members.filter((member) => set?.delete(member)).length
  db.dropIfEmpty(key)
  return removed
}

const names = (members: Member[] = []): string[] => members.map(({ member }) => member)
const orNull = (score: number | undefined): Reply => (score === undefined ? null : formatFloat(score))

export const sortedSetCommands: CommandTable = {
  ZADD: [-4, add],
  ZINCRBY: [
    4,
    (db, [key = '', by, member = '']) => {
      const increment = float(by)
      const score = (db.read(key, 'zset')?.score(member) ?? 0) + increment
      if (Number.isNaN(score)) throw new RedisError('ERR resulting score is not a number (NaN)')
      db.open(key, 'zset', emptySortedSet).set(member, score)
      return formatFloat(score)
    },
  ],
  ZREM: [-3, (db, [key = '', ...members]) => removeAll(db, key, members)],
  ZSCORE: [3, (db, [key = '', member = '']) => orNull(db.read(key, 'zset')?.score(member))],
  ZMSCORE: [
    -3,
    (db, [key = '', ...members]) => {
      const set = db.read(key, 'zset')
      return members.map((member) => orNull(set?.score(member)))
    },
  ],
  ZCARD: [2, (db, [key = '']) => db.read(key, 'zset')?.size ?? 0],
  ZRANK: [3, (db, [key = '', member = '']) => db.read(key, 'zset')?.rank(member) ?? null],
  ZCOUNT: [
    4,
    (db, [key = '', min, max]) => {
      const bounds = scoreRange(min, max)
      return db.read(key, 'zset')?.between(bounds).length ?? 0
    },
  ],
  ZRANGE: [-4, range],
  ZRANGEBYSCORE: [
    -4,
    (db, [key = '', min, max, ...words]) => {
      const options = rangeOptions(words, ['LIMIT', 'WITHSCORES'])
      return byScore(db, key, scoreRange(min, max), options)
    },
  ],
  ZREVRANGEBYSCORE: [
    -4,
    (db, [key = '', max, min, ...words]) => {
      const options = rangeOptions(words, ['LIMIT', 'WITHSCORES'])
      return byScore(db, key, scoreRange(min, max), { ...options, reverse: true })
    },
  ],
  ZREMRANGEBYSCORE: [
    4,
    (db, [key = '', min, max]) => {
      const bounds = scoreRange(min, max)
      return removeAll(db, key, names(db.read(key, 'zset')?.between(bounds)))
    },
  ],
  ZREMRANGEBYRANK: [
    4,
    (db, [key = '', start, stop]) => {
      const [first, last] = [integer(start), integer(stop)]
      const set = db.read(key, 'zset')
      return removeAll(db, key, names(set?.slice(...positions(first, last, set.size))))
    },
  ],
}
