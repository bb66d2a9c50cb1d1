import { type Command, RedisError } from '../engine'
import { type CommandSpec, wrongNumber } from './command-spec'
import { hashCommands } from './hashes'
import { keyCommands } from './keys'
import { setAndListCommands } from './sets-and-lists'
import { sortedSetCommands } from './sorted-sets'
import { stringCommands } from './strings'

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
