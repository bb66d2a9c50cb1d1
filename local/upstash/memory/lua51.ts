// Redis runs Lua 5.1, whose numbers are all doubles. Fengari is Lua 5.3 with 32-bit integers, in which
// `tonumber(redis.call('TIME')[1]) * 1000` overflows. So every number that a script meets is made a float.

/** Strings, comments and names, which are left alone, or a numeral. */
const TOKEN =
  /--\[(=*)\[[\s\S]*?\]\1\]|--[^\n]*|\[(=*)\[[\s\S]*?\]\2\]|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|[A-Za-z_]\w*|0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/g

/** Rewrites a script's integer numerals as floats, line for line. */
export const withFloatNumerals = (source: string): string =>
  source.replace(TOKEN, (token) => (/^(\d+|0[xX][0-9a-fA-F]+)$/.test(token) ? `${Number(token)}.0` : token))

/** What scripts find in Redis: `redis`, Lua 5.1's names, floats from library functions, no stray globals. */
export const PRELUDE = `
local call = fiftyone_call
fiftyone_call = nil
redis = {
  call = function(...) return call(false, ...) end,
  pcall = function(...) return call(true, ...) end,
  error_reply = function(text) return { err = text } end,
  status_reply = function(text) return { ok = text } end,
  log = function() end,
  replicate_commands = function() return true end,
  LOG_DEBUG = 0.0, LOG_VERBOSE = 1.0, LOG_NOTICE = 2.0, LOG_WARNING = 3.0,
}

local function floating(fn)
  return function(...)
    local value = fn(...)
    return value and value + 0.0
  end
end
tonumber = floating(tonumber)
for _, name in ipairs({ 'floor', 'ceil', 'abs', 'max', 'min', 'fmod' }) do math[name] = floating(math[name]) end
math.pow = function(x, y) return x ^ y end
math.mod = math.fmod
unpack = table.unpack
table.getn = function(list) return #list end
loadstring = load

os = { clock = os.clock }
io, package, require, dofile, loadfile, debug, js, print, utf8 = nil

setmetatable(_G, {
  __index = function(_, name)
    error("Script attempted to access nonexistent global variable '" .. tostring(name) .. "'", 2)
  end,
  __newindex = function() error('Attempt to modify a readonly table', 2) end,
})
`
