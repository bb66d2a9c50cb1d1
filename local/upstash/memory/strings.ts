import { RedisError, Status } from '../engine'
import { add, int64, integer, pairs, syntaxError } from './arguments'
import { type CommandTable, wrongNumber } from './command-spec'
import type { Keyspace } from './keyspace'

const OK = new Status('OK')

function increment(db: Keyspace, key: string, by: bigint): number {
  const sum = add(int64(db.read(key, 'string') ?? '0'), by)
  db.write(key, 'string', String(sum), true)
  return Number(sum)
}

interface SetOptions {
  onlyIf?: 'NX' | 'XX'
  get: boolean
  keepTtl: boolean
  expire?: { unit: string; amount: string }
}

function setOptions(words: readonly string[]): SetOptions {
  const options: SetOptions = { get: false, keepTtl: false }
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]?.toUpperCase() ?? ''
    const amount = words[i + 1]
    if (word === 'GET') options.get = true
    else if ((word === 'NX' || word === 'XX') && (options.onlyIf ?? word) === word) options.onlyIf = word
    else if (word === 'KEEPTTL' && !options.expire) options.keepTtl = true
    else if (/^(EX|PX)(AT)?$/.test(word) && amount !== undefined && !options.expire && !options.keepTtl) {
      options.expire = { unit: word, amount }
      i += 1
    } else throw syntaxError()
  }
  return options
}

function expiry(db: Keyspace, unit: string, text: string | undefined, command: string): number {
  const amount = integer(text)
  if (amount <= 0) throw new RedisError(`ERR invalid expire time in '${command}' command`)
  return (unit.endsWith('AT') ? 0 : db.now) + amount * (unit.startsWith('EX') ? 1000 : 1)
}

function writeUntil(
  db: Keyspace,
  key: string,
  value: string,
  expiresAt: number | null,
  keepTtl = false,
): void {
  db.write(key, 'string', value, keepTtl)
  if (expiresAt !== null) db.expire(key, expiresAt)
}

function set(db: Keyspace, [key = '', value = '', ...words]: readonly string[]) {
  const options = setOptions(words)
  const expiresAt = options.expire ? expiry(db, options.expire.unit, options.expire.amount, 'set') : null
  const previous = options.get ? (db.read(key, 'string') ?? null) : null
  const refused = options.onlyIf !== undefined && db.has(key) !== (options.onlyIf === 'XX')
  if (!refused) writeUntil(db, key, value, expiresAt, options.keepTtl)
  if (options.get) return previous
  return refused ? null : OK
}

export const stringCommands: CommandTable = {
  GET: [2, (db, [key = '']) => db.read(key, 'string') ?? null],
  SET: [-3, set],
  SETEX: [
    4,
    (db, [key = '', seconds, value = '']) => {
      writeUntil(db, key, value, expiry(db, 'EX', seconds, 'setex'))
      return OK
    },
  ],
  PSETEX: [
    4,
    (db, [key = '', milliseconds, value = '']) => {
      writeUntil(db, key, value, expiry(db, 'PX', milliseconds, 'psetex'))
      return OK
    },
  ],
  SETNX: [
    3,
    (db, [key = '', value = '']) => {
      if (db.has(key)) return 0
      db.write(key, 'string', value)
      return 1
    },
  ],
  GETSET: [
    3,
    (db, [key = '', value = '']) => {
      const previous = db.read(key, 'string') ?? null
      db.write(key, 'string', value)
      return previous
    },
  ],
  GETDEL: [
    2,
    (db, [key = '']) => {
      const value = db.read(key, 'string') ?? null
      db.delete(key)
      return value
    },
  ],
  MGET: [
    -2,
    (db, keys) => keys.map((key) => (db.type(key) === 'string' ? (db.read(key, 'string') ?? null) : null)),
  ],
  MSET: [
    -3,
    (db, args) => {
      if (args.length % 2 !== 0) throw wrongNumber('mset')
      for (const [key, value] of pairs(args)) db.write(key, 'string', value)
      return OK
    },
  ],
  INCR: [2, (db, [key = '']) => increment(db, key, 1n)],
  DECR: [2, (db, [key = '']) => increment(db, key, -1n)],
  INCRBY: [3, (db, [key = '', by]) => increment(db, key, int64(by))],
  DECRBY: [3, (db, [key = '', by]) => increment(db, key, -int64(by))],
  STRLEN: [2, (db, [key = '']) => Buffer.byteLength(db.read(key, 'string') ?? '')],
  APPEND: [
    3,
    (db, [key = '', more = '']) => {
      const value = (db.read(key, 'string') ?? '') + more
      db.write(key, 'string', value, true)
      return Buffer.byteLength(value)
    },
  ],
}
