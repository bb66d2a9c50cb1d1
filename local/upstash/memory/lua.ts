import { createRequire } from 'node:module'
import type { LuaState } from 'fengari'
import { RedisError, type Reply, Status } from '../engine'
import { PRELUDE, withFloatNumerals } from './lua51'

// Makes fengari write 3.0 as "3", as Lua 5.1 does. It reads this setting once, when it is loaded.
process.env.FENGARICONF = JSON.stringify({ LUA_COMPAT_FLOATSTRING: true })
const { lua, lauxlib, lualib, to_luastring }: typeof import('fengari') = createRequire(import.meta.url)(
  'fengari',
)
delete process.env.FENGARICONF

const DEEPEST_REPLY = 1000

/** Runs scripts one at a time to their end, as Redis does. `call` runs the commands they call. */
export class LuaScripts {
  readonly #state = lauxlib.luaL_newstate()
  readonly #compiled = new Map<string, number>()
  readonly #call: (words: string[]) => Reply

  constructor(call: (words: string[]) => Reply) {
    this.#call = call
    const L = this.#state
    lualib.luaL_openlibs(L)
    this.#define('fiftyone_call', (state) => this.#redisCall(state))
    this.#setGlobal('KEYS', [])
    this.#setGlobal('ARGV', [])
    this.#compile(PRELUDE, '@prelude')
    if (lua.lua_pcall(L, 0, 0, 0) !== 0) throw new Error(lua.lua_tojsstring(L, -1))
  }

  has(sha: string): boolean {
    return this.#compiled.has(sha)
  }

  /** Compiles a script and keeps it under its name. Throws what Redis answers when it is not Lua. */
  load(sha: string, source: string): void {
    if (this.has(sha)) return
    if (source.startsWith('#!')) throw new RedisError('ERR Unexpected engine in script shebang')
    this.#compile(withFloatNumerals(source), '@user_script')
    this.#compiled.set(sha, lauxlib.luaL_ref(this.#state, lua.LUA_REGISTRYINDEX))
  }

  /** Runs a script that was loaded. What it returns, or the error it ends with, is the reply. */
  run(sha: string, keys: string[], argv: string[]): Reply {
    const L = this.#state
    const ref = this.#compiled.get(sha)
    if (ref === undefined) throw new RedisError('NOSCRIPT No matching script. Please use EVAL.')
    this.#setGlobal('KEYS', keys)
    this.#setGlobal('ARGV', argv)
    lua.lua_rawgeti(L, lua.LUA_REGISTRYINDEX, ref)
    const failed = lua.lua_pcall(L, 0, 1, 0) !== 0
    try {
      return failed ? this.#failure(sha) : this.#toReply(-1)
    } finally {
      lua.lua_settop(L, 0)
    }
  }

  flush(): void {
    for (const ref of this.#compiled.values()) lauxlib.luaL_unref(this.#state, lua.LUA_REGISTRYINDEX, ref)
    this.#compiled.clear()
  }

  #compile(source: string, chunk: string): void {
    const code = to_luastring(source)
    if (lauxlib.luaL_loadbuffer(this.#state, code, code.length, to_luastring(chunk)) === 0) return
    const message = lua.lua_tojsstring(this.#state, -1)
    lua.lua_settop(this.#state, 0)
    throw new RedisError(`ERR Error compiling script (new function): ${message}`)
  }

  #failure(sha: string): RedisError {
    const reply = this.#toReply(-1)
    const where = `script: ${sha}, on @user_script.`
    if (reply instanceof RedisError) return new RedisError(`${reply.message} ${where}`)
    return new RedisError(`ERR ${typeof reply === 'string' ? reply : 'unknown error'} ${where}`)
  }

  /** redis.call and redis.pcall: (isProtected, name, …arguments) → what Redis hands to Lua. */
  #redisCall(L: LuaState): number {
    let reply: Reply
    try {
      reply = this.#call(this.#words(L))
    } catch (error) {
      if (!(error instanceof RedisError)) throw error
      reply = error
    }
    const isProtected = lua.lua_toboolean(L, 1)
    this.#push(L, reply)
    return reply instanceof RedisError && !isProtected ? lua.lua_error(L) : 1
  }

  #words(L: LuaState): string[] {
    const words: string[] = []
    for (let index = 2; index <= lua.lua_gettop(L); index += 1) {
      const type = lua.lua_type(L, index)
      if (type === lua.LUA_TNUMBER) words.push(numberAsArgument(lua.lua_tonumber(L, index)))
      else if (type === lua.LUA_TSTRING) words.push(lua.lua_tojsstring(L, index))
      else throw new RedisError('ERR Lua redis lib command arguments must be strings or integers')
    }
    if (words.length === 0) {
      throw new RedisError('ERR Please specify at least one argument for this redis.call() call')
    }
    return words
  }

  #define(name: string, run: (L: LuaState) => number): void {
    lua.lua_pushjsfunction(this.#state, run)
    lua.lua_setglobal(this.#state, to_luastring(name))
  }

  #setGlobal(name: string, value: string[]): void {
    this.#push(this.#state, value)
    lua.lua_setglobal(this.#state, to_luastring(name))
  }

  #push(L: LuaState, reply: Reply): void {
    if (reply === null) lua.lua_pushboolean(L, false)
    else if (typeof reply === 'number') lua.lua_pushnumber(L, reply)
    else if (typeof reply === 'string') lua.lua_pushstring(L, to_luastring(reply))
    else if (Buffer.isBuffer(reply)) lua.lua_pushstring(L, reply)
    else if (reply instanceof Status) this.#pushField(L, 'ok', reply.text)
    else if (reply instanceof RedisError) this.#pushField(L, 'err', reply.message)
    else {
      lua.lua_newtable(L)
      reply.forEach((one, index) => {
        this.#push(L, one)
        lua.lua_rawseti(L, -2, index + 1)
      })
    }
  }

  #pushField(L: LuaState, field: string, text: string): void {
    lua.lua_newtable(L)
    lua.lua_pushstring(L, to_luastring(text))
    lua.lua_setfield(L, -2, to_luastring(field))
  }

  /** The value at `index` by Redis' rules: floats are cut, true is 1, false is null, tables end at a nil. */
  #toReply(index: number, depth = 0): Reply {
    const L = this.#state
    if (depth > DEEPEST_REPLY) throw new RedisError('ERR reached lua stack limit')
    switch (lua.lua_type(L, index)) {
      case lua.LUA_TNUMBER:
        // + 0 turns -0 into 0, which Redis' integers know no other way.
        return Math.trunc(lua.lua_tonumber(L, index)) + 0
      case lua.LUA_TSTRING:
        return lua.lua_tojsstring(L, index)
      case lua.LUA_TBOOLEAN:
        return lua.lua_toboolean(L, index) ? 1 : null
      case lua.LUA_TTABLE:
        return this.#tableToReply(lua.lua_absindex(L, index), depth)
      default:
        return null
    }
  }

  #tableToReply(table: number, depth: number): Reply {
    const error = this.#stringField(table, 'err')
    if (error !== undefined) return new RedisError(error)
    const status = this.#stringField(table, 'ok')
    if (status !== undefined) return new Status(status)
    const replies: Reply[] = []
    for (let n = 1; lua.lua_rawgeti(this.#state, table, n) !== lua.LUA_TNIL; n += 1) {
      replies.push(this.#toReply(-1, depth + 1))
      lua.lua_pop(this.#state, 1)
    }
    lua.lua_pop(this.#state, 1)
    return replies
  }

  #stringField(table: number, field: string): string | undefined {
    const isString = lua.lua_getfield(this.#state, table, to_luastring(field)) === lua.LUA_TSTRING
    const text = isString ? lua.lua_tojsstring(this.#state, -1) : undefined
    lua.lua_pop(this.#state, 1)
    return text
  }
}

/** A number as C's `%.17g` writes it, which is how Redis hands it to a command. */
function numberAsArgument(value: number): string {
  if (Number.isSafeInteger(value) && Math.abs(value) < 1e17) return String(value)
  const [digits = '', exponent] = value.toPrecision(17).split('e')
  const trimmed = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits
  return exponent === undefined ? trimmed : `${trimmed}e${exponent.replace(/^([+-])(\d)$/, '$10$2')}`
}
