import { type Command, type Engine, RedisError, type Reply, Status } from '../engine'
import { sha1 } from '../scripts'
import { integer } from './arguments'
import { type CommandSpec, wrongNumber } from './command-spec'
import { findCommand } from './commands'
import { Keyspace } from './keyspace'
import { LuaScripts } from './lua'

const SWEEP_MS = 10_000

/**
 * Redis in memory, with the commands and the Lua that a shop needs; other commands are refused as unknown.
 *
 * Everything runs to its end in one turn of the event loop, so commands, scripts and transactions are atomic.
 * Own code rather than ioredis-mock: its TIME jumps back and forth by a second, its Lua integers overflow at
 * 2^31, and it answers to a wrong type or number where Redis refuses.
 */
export function createMemoryEngine(): Engine {
  const db = new Keyspace()
  const lua = new LuaScripts(callFromScript)
  const scripting = scriptCommands(lua)

  function callFromScript([name = '', ...args]: string[]): Reply {
    if (scripting.has(name.toUpperCase())) {
      throw new RedisError('ERR This Redis command is not allowed from script')
    }
    try {
      return findCommand([name, ...args])[1](db, args)
    } catch (error) {
      throw error instanceof RedisError ? fromScript(error) : error
    }
  }

  function run(command: Command): Reply {
    try {
      const [, ...args] = command
      return findCommand(command, scripting)[1](db, args)
    } catch (error) {
      if (error instanceof RedisError) return error
      throw error
    }
  }

  function transact(commands: readonly Command[]): Reply[] | RedisError {
    for (const command of commands) {
      try {
        findCommand(command, scripting)
      } catch {
        return new RedisError('EXECABORT Transaction discarded because of previous errors.')
      }
    }
    db.now = Date.now()
    return commands.map(run)
  }

  const sweeper = setInterval(() => {
    db.now = Date.now()
    db.sweep()
  }, SWEEP_MS).unref()

  return {
    kind: 'memory',
    pipeline: async (commands) =>
      commands.map((command) => {
        db.now = Date.now()
        return run(command)
      }),
    transaction: async (commands) => transact(commands),
    close: async () => clearInterval(sweeper),
  }
}

// Redis words these two differently when a script is at fault.
function fromScript(error: RedisError): RedisError {
  if (error.message.startsWith('ERR unknown command')) {
    return new RedisError('ERR Unknown Redis command called from script')
  }
  if (error.message.startsWith('ERR wrong number of arguments')) {
    return new RedisError('ERR Wrong number of args calling Redis command from script')
  }
  return error
}

function scriptCommands(lua: LuaScripts): ReadonlyMap<string, CommandSpec> {
  function evaluate(sha: string, [count, ...args]: readonly string[]): Reply {
    const keys = integer(count)
    if (keys < 0) throw new RedisError("ERR Number of keys can't be negative")
    if (keys > args.length) throw new RedisError("ERR Number of keys can't be greater than number of args")
    return lua.run(sha, args.slice(0, keys), args.slice(keys))
  }

  function script([subcommand = '', ...args]: readonly string[]): Reply {
    const [source] = args
    switch (subcommand.toUpperCase()) {
      case 'LOAD':
        if (source === undefined || args.length > 1) throw wrongNumber('script|load')
        lua.load(sha1(source), source)
        return sha1(source)
      case 'EXISTS':
        if (source === undefined) throw wrongNumber('script|exists')
        return args.map((sha) => (lua.has(sha.toLowerCase()) ? 1 : 0))
      case 'FLUSH':
        lua.flush()
        return new Status('OK')
      default:
        throw new RedisError(`ERR unknown subcommand '${subcommand}'. Try SCRIPT HELP.`)
    }
  }

  return new Map<string, CommandSpec>([
    [
      'EVAL',
      [
        -3,
        (_db, [source = '', ...rest]) => {
          lua.load(sha1(source), source)
          return evaluate(sha1(source), rest)
        },
      ],
    ],
    ['EVALSHA', [-3, (_db, [sha = '', ...rest]) => evaluate(sha.toLowerCase(), rest)]],
    ['SCRIPT', [-2, (_db, args) => script(args)]],
  ])
}
