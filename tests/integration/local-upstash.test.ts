import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createConnection } from 'node:net'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { Ratelimit } from '@upstash/ratelimit'
import { Redis } from '@upstash/redis'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LocalUpstash, startLocalUpstash } from '@/local/upstash'
import { findRedisServer } from '@/local/upstash/redis-process'

const redisServer = await findRedisServer(process.env.PATH ?? '')
if (!redisServer) console.info('local-upstash: no redis-server on PATH; only the in-memory engine is tested')
const engines = redisServer ? (['memory', 'redis'] as const) : (['memory'] as const)

/** What a shop's hold does: expire by timestamp, check, take. KEYS: times, quantities, total, stock. */
const HOLD = `
local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
for _, cart in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)) do
  redis.call('DECRBY', KEYS[3], redis.call('HGET', KEYS[2], cart) or 0)
  redis.call('HDEL', KEYS[2], cart)
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local quantity = tonumber(ARGV[2])
local own = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0')
local held = tonumber(redis.call('GET', KEYS[3]) or '0')
local stock = tonumber(redis.call('GET', KEYS[4]) or '0')
local left = stock - held + own
if quantity > left then return { 0, left } end
redis.call('HSET', KEYS[2], ARGV[1], quantity)
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
redis.call('INCRBY', KEYS[3], quantity - own)
return { 1, left - quantity }`
const HOLD_KEYS = ['h:{sku}:z', 'h:{sku}:q', 'h:{sku}:n', 's:{sku}']

type Word = string | number

async function post(server: LocalUpstash, path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

describe.each(engines)('local Upstash on %s', (engine) => {
  let server: LocalUpstash
  let redis: Redis

  beforeAll(async () => {
    server = await startLocalUpstash({ engine })
    redis = new Redis({ url: server.url, token: server.token, retry: false })
  })
  afterAll(() => server.close())
  beforeEach(async () => void (await redis.flushall()))

  it('says which engine it runs on, on loopback only', () => {
    expect(server.engine).toBe(engine)
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('refuses a wrong or missing token', async () => {
    const stranger = new Redis({ url: server.url, token: 'wrong', retry: false })
    await expect(stranger.get('a')).rejects.toThrow('WRONGPASS')
    expect((await fetch(`${server.url}/get/a`)).status).toBe(401)
  })

  it('keeps strings, numbers, objects and any text', async () => {
    await redis.set('text', 'Crème brûlée 🍮 "quoted"')
    await redis.set('object', { sku: 'A', left: 3 })
    await redis.set('OK', 'OK')
    expect(await redis.mget('text', 'object', 'OK', 'none')).toEqual([
      'Crème brûlée 🍮 "quoted"',
      { sku: 'A', left: 3 },
      'OK',
      null,
    ])
    expect(await redis.get('OK')).toBe('OK')
  })

  it('answers integers as numbers, and base64 only when asked', async () => {
    expect((await post(server, '/', ['INCRBY', 'n', 41])).body).toEqual({ result: 41 })
    expect((await post(server, '/', ['GET', 'n'])).body).toEqual({ result: '41' })
    const encoded = { 'upstash-encoding': 'base64' }
    expect((await post(server, '/', ['GET', 'n'], encoded)).body).toEqual({ result: 'NDE=' })
    expect((await post(server, '/', ['SET', 'n', 1], encoded)).body).toEqual({ result: 'OK' })
    expect((await post(server, '/', ['MGET', 'n', 'none'], encoded)).body).toEqual({ result: ['MQ==', null] })
  })

  it('takes commands as paths', async () => {
    const at = (path: string) =>
      fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${server.token}` } })
    expect(await (await at('/set/a%2Fb/1?EX=100')).json()).toEqual({ result: 'OK' })
    expect(await (await at('/get/a%2Fb')).json()).toEqual({ result: '1' })
    expect(await redis.ttl('a/b')).toBe(100)
    expect((await post(server, '/set/body', 'from the body')).body).toEqual({ result: 'OK' })
    expect(await redis.get('body')).toBe('from the body')
    expect((await fetch(`${server.url}/get/body?_token=${server.token}`)).status).toBe(200)
  })

  it('answers a failed command with 400 and its error', async () => {
    await redis.set('text', 'x')
    expect(await post(server, '/', ['INCR', 'text'])).toEqual({
      status: 400,
      body: { error: 'ERR value is not an integer or out of range' },
    })
    expect((await post(server, '/', ['SUBSCRIBE', 'a'])).body.error).toContain('not available')
    expect((await post(server, '/', ['NOSUCH', 'a'])).body.error).toContain("unknown command 'NOSUCH'")
    for (const bad of ['{', '[]', '[["GET","a"]]', '[null]', '"GET"']) {
      expect((await post(server, '/', bad)).status, bad).toBe(400)
    }
    expect((await post(server, '/get/%zz', '')).status).toBe(400)
  })

  it('keeps the errors of a pipeline apart', async () => {
    const { status, body } = await post(server, '/pipeline', [
      ['SET', 'a', 'x'],
      ['INCR', 'a'],
      ['MULTI'],
      ['GET', 'a'],
    ])
    expect(status).toBe(200)
    expect(body).toEqual([
      { result: 'OK' },
      { error: 'ERR value is not an integer or out of range' },
      { error: "ERR Command is not available: 'MULTI'" },
      { result: 'x' },
    ])
  })

  it('runs a transaction as a whole, or not at all', async () => {
    expect(await redis.multi().set('a', 1).incr('a').hset('h', { f: 'v' }).hgetall('h').exec()).toEqual([
      'OK',
      2,
      1,
      { f: 'v' },
    ])
    const refused = await post(server, '/multi-exec', [['INCR', 'a'], ['NOSUCH']])
    expect(refused.status).toBe(400)
    expect(refused.body.error).toContain('EXECABORT')
    expect(await redis.get('a')).toBe(2)
    const partly = await post(server, '/multi-exec', [
      ['INCR', 'h'],
      ['INCR', 'a'],
    ])
    expect(partly.body).toEqual([{ error: expect.stringContaining('WRONGTYPE') }, { result: 3 }])
  })

  it('lets nothing between the commands of a transaction', async () => {
    const raise = () => redis.multi().incr('a').incr('b').mget('a', 'b').exec<[number, number, number[]]>()
    const all = await Promise.all(Array.from({ length: 200 }, raise))
    for (const [a, b, read] of all) expect([b, ...read]).toEqual([a, a, a])
    expect(new Set(all.map(([a]) => a)).size).toBe(200)
  })

  it('loses no increment of 500 at once', async () => {
    const seen = await Promise.all(Array.from({ length: 500 }, () => redis.incr('n')))
    expect(new Set(seen).size).toBe(500)
    expect(await redis.get('n')).toBe(500)
  })

  it('counts exactly in 64 bits', async () => {
    const [, over, down, exact] = (
      await post(server, '/pipeline', [
        ['SET', 'n', '9223372036854775807'],
        ['INCR', 'n'],
        ['DECRBY', 'n', 1],
        ['GET', 'n'],
      ])
    ).body
    expect(over).toEqual({ error: 'ERR increment or decrement would overflow' })
    expect(down.result).toBeGreaterThan(9e18)
    expect(exact).toEqual({ result: '9223372036854775806' })
  })

  it('lets keys expire', async () => {
    expect(await redis.set('a', 1, { px: 800, nx: true })).toBe('OK')
    expect(await redis.set('a', 2, { nx: true })).toBeNull()
    expect(await redis.pttl('a')).toBeLessThanOrEqual(800)
    await expect.poll(() => redis.exists('a'), { interval: 10, timeout: 10_000 }).toBe(0)
    expect(await redis.keys('*')).toEqual([])
    await redis.set('b', 1)
    expect(await redis.pexpire('b', 10_000)).toBe(1)
    expect(await redis.persist('b')).toBe(1)
    expect(await redis.ttl('b')).toBe(-1)
  })

  it('scans by pattern', async () => {
    const names = Array.from({ length: 50 }, (_, i) => `hold:${i}`)
    await redis.mset(Object.fromEntries([...names, 'other', 'hold*'].map((name) => [name, 1])))
    const found: string[] = []
    let cursor = '0'
    do {
      const [next, keys] = await redis.scan(cursor, { match: 'hold:*', count: 7 })
      cursor = next
      found.push(...keys)
    } while (cursor !== '0')
    expect([...new Set(found)].sort()).toEqual([...names].sort())
    expect((await redis.keys('hold:[1-2]?')).length).toBe(20)
    expect(await redis.keys('hold\\*')).toEqual(['hold*'])
  })

  it('knows scripts by their SHA-1', async () => {
    const sha = '32' + '0'.repeat(38)
    const unknown = await post(server, '/', ['EVALSHA', sha, 0])
    expect(unknown).toEqual({
      status: 400,
      body: { error: 'NOSCRIPT No matching script. Please use EVAL.' },
    })
    const known = await redis.scriptLoad('return ARGV[1]')
    expect(await redis.evalsha(known, [], ['hello'])).toBe('hello')
    expect(await redis.scriptExists(known, sha)).toEqual([1, 0])
    await redis.scriptFlush()
    await expect(redis.evalsha(known, [], ['hello'])).rejects.toThrow('NOSCRIPT')
    const script = redis.createScript<string>('return ARGV[1] .. KEYS[1]')
    expect(await script.exec(['b'], ['a'])).toBe('ab')
  })

  it("keeps Upstash's script flags under the original SHA-1", async () => {
    const flagged = '#!lua flags=allow-key-locking\nreturn redis.call("INCR", KEYS[1])'
    const sha = await redis.scriptLoad(flagged)
    expect(sha).toBe(createHash('sha1').update(flagged).digest('hex'))
    expect(await redis.evalsha(sha, ['n'], [])).toBe(1)
    expect(await redis.scriptExists(sha)).toEqual([1])
    await redis.scriptFlush()
    await expect(redis.evalsha(sha, ['n'], [])).rejects.toThrow('NOSCRIPT')
    expect(await redis.eval(flagged, ['n'], [])).toBe(2)
    expect(await redis.evalsha(sha, ['n'], [])).toBe(3)
  })

  it('never lets 300 carts hold more than there is', async () => {
    const hold = redis.createScript<[number, number]>(HOLD)
    await redis.set('s:{sku}', 40)
    const taken = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        hold.exec(HOLD_KEYS, [`cart-${i}`, String((i % 3) + 1), '60000']),
      ),
    )
    const units = taken.reduce((sum, [ok], i) => sum + ok * ((i % 3) + 1), 0)
    expect(units).toBe(40)
    expect(await redis.get('h:{sku}:n')).toBe(40)
    const quantities = (await redis.hgetall<Record<string, number>>('h:{sku}:q')) ?? {}
    expect(Object.values(quantities).reduce((a, b) => a + b, 0)).toBe(40)
  })

  it('gives back what a lapsed hold had, by the time of the server', async () => {
    const hold = redis.createScript<[number, number]>(HOLD)
    await redis.set('s:{sku}', 10)
    expect(await hold.exec(HOLD_KEYS, ['a', '3', '800'])).toEqual([1, 7])
    expect(await hold.exec(HOLD_KEYS, ['b', '8', '60000'])).toEqual([0, 7])
    expect(await hold.exec(HOLD_KEYS, ['b', '7', '60000'])).toEqual([1, 0])
    await expect
      .poll(() => hold.exec(HOLD_KEYS, ['b', '7', '60000']), { interval: 15, timeout: 10_000 })
      .toEqual([1, 3])
    const time = await redis.time()
    expect(Math.abs(Number(time[0]) * 1000 + Number(time[1]) / 1000 - Date.now())).toBeLessThan(1000)
  })

  it.each([
    ['fixed window', Ratelimit.fixedWindow(3, '60 s')],
    ['sliding window', Ratelimit.slidingWindow(3, '60 s')],
    ['token bucket', Ratelimit.tokenBucket(1, '60 s', 3)],
  ] as const)('serves the rate limiter: %s', async (_name, limiter) => {
    const limit = new Ratelimit({ redis, limiter, ephemeralCache: false })
    const answers = await Promise.all(Array.from({ length: 10 }, () => limit.limit('shopper')))
    const passed = answers.filter(({ success }) => success).length
    // A minute may turn between two of the calls, and a fixed window then starts again.
    expect([3, 6]).toContain(passed)
    expect((await limit.limit('another')).success).toBe(true)
  })

  it.each<[string, unknown]>([
    ['return 3.99', 3],
    ['return 10 / 4 .. ""', '2.5'],
    ['return 10 / 5 .. ""', '2'],
    ['return tostring(1763855000 * 1000)', '1763855000000'],
    ['return 0x7fffffff + 1', 2147483648],
    ['return { 1, "two", { 3 }, true, nil, 6 }', [1, 'two', [3], 1]],
    ['return { 1, false, 3 }', [1, null, 3]],
    ['return redis.call("GET", "none") == false', 1],
    ['return redis.call("SET", "a", 0.5)', 'OK'],
    ['redis.call("SET", "a", 7.0) return redis.call("GET", "a")', '7'],
    ['redis.call("SET", "a", 0.1 + 0.2) return redis.call("GET", "a")', '0.30000000000000004'],
    ['return redis.call("SET", "a", 1).ok', 'OK'],
    ['return redis.pcall("INCR").err ~= nil', 1],
    ['return redis.status_reply("FINE")', 'FINE'],
    ['return #ARGV + #KEYS', 0],
    ['-- 5 "\nreturn "it\'s 5" --[[ 6 ]] .. [[7]]', "it's 57"],
    ['return { unpack({ 1, 2, 3 }, 2) }', [2, 3]],
    ['local t = {} for i = 3, 1, -1 do t[#t + 1] = i end return t', [3, 2, 1]],
    ['return nil', null],
  ])('runs Lua as Redis does: %s', async (script, result) => {
    expect((await post(server, '/', ['EVAL', script, 0])).body).toEqual({ result })
  })

  it.each([
    ['return {', 'ERR Error compiling script'],
    ['return redis.error_reply("MY own")', 'MY own'],
    ['return redis.call("INCR", "text")', 'ERR value is not an integer or out of range'],
    ['return redis.call("HGET", "text", "f")', 'WRONGTYPE'],
    ['return redis.call("NOSUCH")', 'ERR Unknown Redis command called from script'],
    ['return redis.call("GET")', 'ERR Wrong number of args calling Redis command from script'],
    ['return redis.call("EVAL", "return 1", 0)', 'not allowed from script'],
    ['return nosuch', "nonexistent global variable 'nosuch'"],
    ['stray = 1', 'Attempt to modify a readonly table'],
    ['error("no")', 'no'],
    ['return redis.call("SET", "a", {})', 'must be strings or integers'],
  ])('fails as Redis does: %s', async (script, message) => {
    await redis.set('text', 'x')
    const { status, body } = await post(server, '/', ['EVAL', script, 0])
    expect(status).toBe(400)
    expect(body.error).toContain(message)
  })

  it('refuses connections once closed', async () => {
    const other = await startLocalUpstash({ engine, token: 'mine' })
    expect(other.token).toBe('mine')
    expect(await new Redis(other).ping()).toBe('PONG')
    await other.close()
    await expect(fetch(other.url)).rejects.toThrow()
  })
})

describe.skipIf(!redisServer)('the two engines', () => {
  let servers: LocalUpstash[]
  beforeAll(async () => {
    servers = await Promise.all([
      startLocalUpstash({ engine: 'memory' }),
      startLocalUpstash({ engine: 'redis' }),
    ])
  })
  afterAll(async () => void (await Promise.all(servers.map((server) => server.close()))))

  const key = fc.constantFrom('a', 'b', 'c')
  const field = fc.constantFrom('f', 'g', 'é')
  const value = fc.constantFrom<Word>('1', '-7', 'text', '', 3, '007', '9000000000')
  const score = fc.constantFrom<Word>('0', '1', '1.5', '-2', '+inf', 'x')
  const bound = fc.constantFrom<Word>('-inf', '(1', '1', '+inf', '(1.5', 'x', '0')
  const index = fc.constantFrom<Word>(-5, -2, -1, 0, 1, 4)
  const seconds = fc.constantFrom<Word>(100, '1000', '0', '-1', 'x')
  const flag = fc.constantFrom<Word>('NX', 'XX', 'GT', 'LT', 'CH', 'INCR', 'ch')
  const setOption = fc.oneof(
    fc.constantFrom<Word[]>(['NX'], ['XX'], ['GET'], ['KEEPTTL'], ['BAD']),
    fc.tuple(fc.constantFrom<Word>('EX', 'px'), seconds),
  )
  const rangeOption = fc.oneof(
    fc.constantFrom<Word[]>(['WITHSCORES'], ['REV'], ['BYSCORE']),
    fc.tuple(fc.constant<Word>('LIMIT'), index, index),
  )
  const named = (names: string[], ...rest: fc.Arbitrary<Word>[]) =>
    fc.tuple(fc.constantFrom<Word>(...names), ...rest)
  const withOptions = (command: fc.Arbitrary<Word[]>, option: fc.Arbitrary<Word[]>) =>
    fc
      .tuple(command, fc.uniqueArray(option, { maxLength: 2, selector: ([word]) => word }))
      .map(([head, tail]) => [...head, ...tail.flat()])
  const command: fc.Arbitrary<Word[]> = fc.oneof(
    named(['GET', 'INCR', 'DECR', 'DEL', 'EXISTS', 'TYPE', 'TTL', 'PERSIST', 'STRLEN', 'GETDEL'], key),
    named(['HGETALL', 'HKEYS', 'HVALS', 'HLEN', 'ZCARD', 'SMEMBERS', 'SCARD', 'LLEN', 'LPOP', 'RPOP'], key),
    named(
      ['INCRBY', 'DECRBY', 'SETNX', 'GETSET', 'APPEND', 'MSET', 'SADD', 'SREM', 'LPUSH', 'RPUSH'],
      key,
      value,
    ),
    named(['MGET', 'RENAME', 'UNLINK'], key, key),
    withOptions(named(['SET'], key, value), setOption),
    named(['SETEX', 'PSETEX'], key, seconds, value),
    withOptions(
      named(['EXPIRE', 'PEXPIRE'], key, fc.constantFrom<Word>(90_000, 'x', -1)),
      flag.map((f) => [f]),
    ),
    named(
      ['HGET', 'HDEL', 'HEXISTS', 'HMGET', 'ZSCORE', 'ZREM', 'ZRANK', 'ZMSCORE', 'SISMEMBER'],
      key,
      field,
    ),
    named(['HSET', 'HINCRBY', 'HSETNX', 'HMGET', 'HDEL'], key, field, value),
    named(['HSET'], key, field, value, field),
    named(['ZADD', 'ZINCRBY'], key, score, field),
    named(['ZADD'], key, score, field, score, field),
    named(['ZADD'], key, flag, score, field),
    named(['ZADD'], key, flag, flag, score, field),
    named(['ZRANGEBYSCORE', 'ZREVRANGEBYSCORE', 'ZCOUNT', 'ZREMRANGEBYSCORE'], key, bound, bound),
    withOptions(named(['ZRANGEBYSCORE', 'ZREVRANGEBYSCORE'], key, bound, bound), rangeOption),
    withOptions(named(['ZRANGE'], key, fc.oneof(index, bound), fc.oneof(index, bound)), rangeOption),
    named(['ZRANGE', 'LRANGE', 'LTRIM', 'ZREMRANGEBYRANK'], key, index, index),
    named(['KEYS'], fc.constantFrom<Word>('*', '[ab]', '?', 'x*', '[^a]')),
    named(['DBSIZE', 'PING', 'GET', 'HSET', 'FLUSHDB']),
    fc
      .tuple(
        named(['HINCRBY'], key, field, value),
        named(['HGET'], key, field),
        named(['ZADD'], key, score, field),
      )
      .map((calls) => {
        const lua = calls.map((words) => `redis.pcall(${words.map((word) => `'${word}'`).join(', ')})`)
        return ['EVAL', `return { ${lua.join(', ')}, KEYS[1] }`, 1, 'k']
      }),
  )
  const UNORDERED = new Set(['HGETALL', 'HKEYS', 'HVALS', 'SMEMBERS', 'KEYS'])

  /** Whole answers, messages of errors included; only the order of what has none is evened out. */
  async function answersOf(server: LocalUpstash, path: string, commands: Word[][]) {
    await post(server, '/', ['FLUSHALL'])
    const { status, body } = await post(server, path, commands)
    if (!Array.isArray(body)) return { status, body }
    const even = body.map((answer: { result?: unknown }, i) => {
      const unordered = UNORDERED.has(String(commands[i]?.[0])) && Array.isArray(answer.result)
      return unordered ? { result: [...(answer.result as string[])].sort() } : answer
    })
    return { status, body: even }
  }

  it.each(['/pipeline', '/multi-exec'])('answer any sequence of commands alike: %s', async (path) => {
    const commands = fc.array(command, { minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(commands, async (sequence) => {
        const [memory, redis] = await Promise.all(servers.map((server) => answersOf(server, path, sequence)))
        expect(memory).toEqual(redis)
      }),
      { numRuns: 150 },
    )
  })

  it('leave no redis-server behind when their process is killed', async () => {
    const code = `
      import { startRedisServer } from './local/upstash/redis-process.ts'
      const { socket } = await startRedisServer(process.argv[1])
      console.log(socket)`
    const arguments_ = ['--import', 'tsx', '--input-type=module', '-e', code, redisServer ?? '']
    const parent = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'inherit'] })
    const [socket] = (await once(createInterface(parent.stdout), 'line')) as [string]
    const orphan = createConnection(socket)
    await once(orphan, 'connect')
    parent.kill('SIGKILL')
    // Redis closes the connection when it ends, and its folder is removed only after that.
    await once(orphan.resume(), 'close')
    await expect.poll(() => existsSync(dirname(socket)), { timeout: 5000 }).toBe(false)
  })
})
