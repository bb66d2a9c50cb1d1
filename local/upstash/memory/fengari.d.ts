/** The part of fengari (Lua 5.3 in JavaScript) that lua.ts uses; the package brings no types. */
declare module 'fengari' {
  interface LuaState {
    readonly brand: 'lua_State'
  }
  type LuaString = Uint8Array

  const lua: {
    readonly LUA_REGISTRYINDEX: number
    readonly LUA_TNIL: number
    readonly LUA_TBOOLEAN: number
    readonly LUA_TNUMBER: number
    readonly LUA_TSTRING: number
    readonly LUA_TTABLE: number
    lua_type(L: LuaState, index: number): number
    lua_gettop(L: LuaState): number
    lua_settop(L: LuaState, index: number): void
    lua_pop(L: LuaState, count: number): void
    lua_absindex(L: LuaState, index: number): number
    lua_toboolean(L: LuaState, index: number): boolean
    lua_tonumber(L: LuaState, index: number): number
    lua_tojsstring(L: LuaState, index: number): string
    lua_pushnil(L: LuaState): void
    lua_pushboolean(L: LuaState, value: boolean): void
    lua_pushnumber(L: LuaState, value: number): void
    lua_pushstring(L: LuaState, value: LuaString): void
    lua_pushjsfunction(L: LuaState, fn: (L: LuaState) => number): void
    lua_newtable(L: LuaState): void
    lua_rawgeti(L: LuaState, index: number, n: number): number
    lua_rawseti(L: LuaState, index: number, n: number): void
    lua_getfield(L: LuaState, index: number, key: LuaString): number
    lua_setfield(L: LuaState, index: number, key: LuaString): void
    lua_setglobal(L: LuaState, name: LuaString): void
    lua_error(L: LuaState): never
    lua_pcall(L: LuaState, args: number, results: number, handler: number): number
  }
  const lauxlib: {
    luaL_newstate(): LuaState
    luaL_loadbuffer(L: LuaState, code: LuaString, size: number, name: LuaString): number
    luaL_ref(L: LuaState, index: number): number
    luaL_unref(L: LuaState, index: number, ref: number): void
  }
  const lualib: { luaL_openlibs(L: LuaState): void }
  function to_luastring(text: string): LuaString
}
