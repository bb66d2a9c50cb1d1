import { add, int64, pairs } from './arguments'
import { type CommandTable, wrongNumber } from './command-spec'

const NOT_AN_INTEGER = 'ERR hash value is not an integer'
const emptyHash = () => new Map<string, string>()

export const hashCommands: CommandTable = {
  HGET: [3, (db, [key = '', field = '']) => db.read(key, 'hash')?.get(field) ?? null],
  HMGET: [
    -3,
    (db, [key = '', ...fields]) => {
      const hash = db.read(key, 'hash')
      return fields.map((field) => hash?.get(field) ?? null)
    },
  ],
  HGETALL: [2, (db, [key = '']) => [...(db.read(key, 'hash') ?? [])].flat()],
  HKEYS: [2, (db, [key = '']) => [...(db.read(key, 'hash')?.keys() ?? [])]],
  HVALS: [2, (db, [key = '']) => [...(db.read(key, 'hash')?.values() ?? [])]],
  HLEN: [2, (db, [key = '']) => db.read(key, 'hash')?.size ?? 0],
  HEXISTS: [3, (db, [key = '', field = '']) => (db.read(key, 'hash')?.has(field) ? 1 : 0)],
  HSET: [
    -4,
    (db, [key = '', ...rest]) => {
      if (rest.length % 2 !== 0) throw wrongNumber('hset')
      const hash = db.open(key, 'hash', emptyHash)
      const before = hash.size
      for (const [field, value] of pairs(rest)) hash.set(field, value)
      return hash.size - before
    },
  ],
  HSETNX: [
    4,
    (db, [key = '', field = '', value = '']) => {
      const hash = db.open(key, 'hash', emptyHash)
      if (hash.has(field)) return 0
      hash.set(field, value)
      return 1
    },
  ],
  HDEL: [
    -3,
    (db, [key = '', ...fields]) => {
      const hash = db.read(key, 'hash')
      const removed = fields.filter((field) => hash?.delete(field)).length
      db.dropIfEmpty(key)
      return removed
    },
  ],
  HINCRBY: [
    4,
    (db, [key = '', field = '', by]) => {
      const increment = int64(by)
      const sum = add(int64(db.read(key, 'hash')?.get(field) ?? '0', NOT_AN_INTEGER), increment)
      db.open(key, 'hash', emptyHash).set(field, String(sum))
      return Number(sum)
    },
  ],
}
