import { type Command, RedisError, type Reply } from '../engine'
import { hashCommands } from './hashes'
import { keyCommands } from './keys'
import type { Keyspace } from './keyspace'
import { setAndListCommands } from './sets-and-lists'
import { sortedSetCommands } from './sorted-sets'
import { stringCommands } from './strings'

/**
 * A command: how many words it takes, its name included (at least, when negative), and what it does.
 * It checks all its arguments before it changes anything.
 */
export type CommandSpec = readonly [arity: number, run: (db: Keyspace, args: readonly string[]) => Reply]
export type CommandTable = Readonly<Record<string, CommandSpec>>

const TABLE = new Map<string, CommandSpec>(
  Object.entries({
    ...keyCommands,
    ...stringCommands,
    ...hashCommands,
    ...sortedSetCommands,
    ...setAndListCommands,
  }),
)

/** The command that the words call. Throws what Redis answers to an unknown one or a wrong number of words. */
export function findCommand([name, ...args]: Command, extra?: ReadonlyMap<string, CommandSpec>): CommandSpec {
  const spec = TABLE.get(name.toUpperCase()) ?? extra?.get(name.toUpperCase())
  if (!spec) {
    const beginning = args.map((arg) => `'${arg}' `).join('')
    throw new RedisError(`ERR unknown command '${name}', with args beginning with: ${beginning}`)
  }
  const [arity] = spec
  const words = args.length + 1
  if (arity > 0 ? words !== arity : words < -arity) throw wrongNumber(name)
  return spec
}

export const wrongNumber = (name: string): RedisError =>
  new RedisError(`ERR wrong number of arguments for '${name.toLowerCase()}' command`)
