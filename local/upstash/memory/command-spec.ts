import { RedisError, type Reply } from '../engine'
import type { Keyspace } from './keyspace'

/**
 * A command: how many words it takes, its name included (at least, when negative), and what it does.
 * It checks all its arguments before it changes anything.
 */
export type CommandSpec = readonly [arity: number, run: (db: Keyspace, args: readonly string[]) => Reply]
export type CommandTable = Readonly<Record<string, CommandSpec>>

export const wrongNumber = (name: string): RedisError =>
  new RedisError(`ERR wrong number of arguments for '${name.toLowerCase()}' command`)
