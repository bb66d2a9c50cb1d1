import { Status } from '../engine'
import { integer, positions } from './arguments'
import type { CommandSpec, CommandTable } from './command-spec'

const emptySet = () => new Set<string>()
const emptyList = (): string[] => []

const push = (end: 'push' | 'unshift'): CommandSpec => [
  -3,
  (db, [key = '', ...values]) => {
    const list = db.open(key, 'list', emptyList)
    for (const value of values) list[end](value)
    return list.length
  },
]

const pop = (end: 'pop' | 'shift'): CommandSpec => [
  2,
  (db, [key = '']) => {
    const value = db.read(key, 'list')?.[end]() ?? null
    db.dropIfEmpty(key)
    return value
  },
]

export const setAndListCommands: CommandTable = {
  SADD: [
    -3,
    (db, [key = '', ...members]) => {
      const set = db.open(key, 'set', emptySet)
      const before = set.size
      for (const member of members) set.add(member)
      return set.size - before
    },
  ],
  SREM: [
    -3,
    (db, [key = '', ...members]) => {
      const set = db.read(key, 'set')
      const removed = members.filter((member) => set?.delete(member)).length
      db.dropIfEmpty(key)
      return removed
    },
  ],
  SCARD: [2, (db, [key = '']) => db.read(key, 'set')?.size ?? 0],
  SMEMBERS: [2, (db, [key = '']) => [...(db.read(key, 'set') ?? [])]],
  SISMEMBER: [3, (db, [key = '', member = '']) => (db.read(key, 'set')?.has(member) ? 1 : 0)],
  SMISMEMBER: [
    -3,
    (db, [key = '', ...members]) => {
      const set = db.read(key, 'set')
      return members.map((member) => (set?.has(member) ? 1 : 0))
    },
  ],
  LPUSH: push('unshift'),
  RPUSH: push('push'),
  LPOP: pop('shift'),
  RPOP: pop('pop'),
  LLEN: [2, (db, [key = '']) => db.read(key, 'list')?.length ?? 0],
  LRANGE: [
    4,
    (db, [key = '', start, stop]) => {
      const [first, last] = [integer(start), integer(stop)]
      const list = db.read(key, 'list') ?? []
      const [from, to] = positions(first, last, list.length)
      return list.slice(from, to + 1)
    },
  ],
  LTRIM: [
    4,
    (db, [key = '', start, stop]) => {
      const [first, last] = [integer(start), integer(stop)]
      const list = db.read(key, 'list')
      if (list) {
        const [from, to] = positions(first, last, list.length)
        list.splice(0, list.length, ...list.slice(from, to + 1))
        db.dropIfEmpty(key)
      }
      return new Status('OK')
    },
  ],
}
