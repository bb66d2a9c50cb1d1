import { RedisError, type Reply, Status } from '../engine'
import { integer, syntaxError } from './arguments'
import type { CommandSpec, CommandTable } from './command-spec'
import type { Keyspace } from './keyspace'

const OK = new Status('OK')

/** Redis' glob (`*`, `?`, `[a-c]`, `[^a]`, backslash) as a regular expression. */
function globToRegExp(glob: string): RegExp {
  const parts = glob.match(/\\[\s\S]|\[\^?(?:\\[\s\S]|[^\]])*\]|[\s\S]/gu) ?? []
  const source = parts.map((part) => {
    if (part === '*') return '[\\s\\S]*'
    if (part === '?') return '[\\s\\S]'
    if (part.length > 1 && part.startsWith('[')) return part.replace(/^\[(?=\[)/, '[\\')
    const literal = part.length > 1 && part.startsWith('\\') ? part.slice(1) : part
    return literal.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
  })
  return new RegExp(`^${source.join('')}$`)
}

const matching = (db: Keyspace, glob: string): string[] => {
  const pattern = globToRegExp(glob)
  return db.keys().filter((key) => pattern.test(key))
}

/** Answers everything at once with cursor 0, which SCAN's guarantees allow; COUNT is only a hint. */
function scan(db: Keyspace, [cursor = '', ...words]: readonly string[]): Reply {
  if (!/^\d+$/.test(cursor)) throw new RedisError('ERR invalid cursor')
  let keys: string[] | undefined
  let type: string | undefined
  for (let i = 0; i < words.length; i += 2) {
    const value = words[i + 1]
    if (value === undefined) throw syntaxError()
    const option = words[i]?.toUpperCase()
    if (option === 'MATCH') keys = matching(db, value)
    else if (option === 'TYPE') type = value.toLowerCase()
    else if (option !== 'COUNT' || integer(value) < 1) throw syntaxError()
  }
  const found = keys ?? db.keys()
  return ['0', type === undefined ? found : found.filter((key) => db.type(key) === type)]
}

/** EXPIRE and its kin: `unit` is what their number counts, `base` from when. */
function expiring(name: string, unit: number, base: (db: Keyspace) => number): CommandSpec {
  return [
    -3,
    (db, [key = '', amount, ...flags]) => {
      const wanted = new Set(flags.map((flag) => flag.toUpperCase()))
      const unknown = flags.find((flag) => !['NX', 'XX', 'GT', 'LT'].includes(flag.toUpperCase()))
      if (unknown !== undefined) throw new RedisError(`ERR Unsupported option ${unknown}`)
      if (wanted.has('NX') && wanted.size > 1) {
        throw new RedisError('ERR NX and XX, GT or LT options at the same time are not compatible')
      }
      if (wanted.has('GT') && wanted.has('LT')) {
        throw new RedisError('ERR GT and LT options at the same time are not compatible')
      }
      const at = base(db) + integer(amount) * unit
      if (!Number.isSafeInteger(at)) throw new RedisError(`ERR invalid expire time in '${name}' command`)
      const current = db.expiresAt(key)
      if (wanted.has('NX') && current !== null) return 0
      if (wanted.has('XX') && current === null) return 0
      if (wanted.has('GT') && at <= (current ?? Infinity)) return 0
      if (wanted.has('LT') && at >= (current ?? Infinity)) return 0
      return db.expire(key, at) ? 1 : 0
    },
  ]
}

/** Milliseconds left; -1 without an end, -2 without such a key. */
function timeLeft(db: Keyspace, key: string): number {
  if (!db.has(key)) return -2
  const at = db.expiresAt(key)
  return at === null ? -1 : at - db.now
}

const remove: CommandSpec = [-2, (db, keys) => keys.filter((key) => db.delete(key)).length]

const flush: CommandSpec = [
  -1,
  (db, words) => {
    if (words.length > 1 || !['ASYNC', 'SYNC'].includes(words[0]?.toUpperCase() ?? 'SYNC'))
      throw syntaxError()
    db.clear()
    return OK
  },
]

export const keyCommands: CommandTable = {
  DEL: remove,
  UNLINK: remove,
  EXISTS: [-2, (db, keys) => keys.filter((key) => db.has(key)).length],
  TYPE: [2, (db, [key = '']) => new Status(db.type(key) ?? 'none')],
  EXPIRE: expiring('expire', 1000, (db) => db.now),
  PEXPIRE: expiring('pexpire', 1, (db) => db.now),
  EXPIREAT: expiring('expireat', 1000, () => 0),
  PEXPIREAT: expiring('pexpireat', 1, () => 0),
  PTTL: [2, (db, [key = '']) => timeLeft(db, key)],
  TTL: [
    2,
    (db, [key = '']) => {
      const left = timeLeft(db, key)
      return left < 0 ? left : Math.floor((left + 500) / 1000)
    },
  ],
  PERSIST: [2, (db, [key = '']) => (db.expiresAt(key) !== null && db.expire(key, null) ? 1 : 0)],
  RENAME: [
    3,
    (db, [from = '', to = '']) => {
      if (!db.rename(from, to)) throw new RedisError('ERR no such key')
      return OK
    },
  ],
  KEYS: [2, (db, [glob = '']) => matching(db, glob)],
  SCAN: [-2, scan],
  DBSIZE: [1, (db) => db.keys().length],
  FLUSHALL: flush,
  FLUSHDB: flush,
  TIME: [1, (db) => [String(Math.floor(db.now / 1000)), String((db.now % 1000) * 1000)]],
  PING: [-1, (_db, [text]) => text ?? new Status('PONG')],
  ECHO: [2, (_db, [text = '']) => text],
}
