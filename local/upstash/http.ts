import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, RequestListener } from 'node:http'
import { z } from 'zod'
import { parseJson } from '../json'
import { type Command, type Engine, RedisError, type Reply, Status } from './engine'
import { ScriptNames } from './scripts'

const argument = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const command = z.tuple([z.string().min(1)], argument)
const commands = z.array(command)

// Commands that change the connection itself, which all clients share here. Upstash has none of them over REST.
const REFUSED = new Set(
  [
    'SUBSCRIBE',
    'PSUBSCRIBE',
    'SSUBSCRIBE',
    'MONITOR',
    'MULTI',
    'EXEC',
    'DISCARD',
    'WATCH',
    'UNWATCH',
    'SELECT',
  ]
    .concat(['BLPOP', 'BRPOP', 'BLMOVE', 'BLMPOP', 'BZPOPMIN', 'BZPOPMAX', 'BZMPOP', 'WAIT', 'WAITAOF'])
    .concat(['AUTH', 'HELLO', 'CLIENT', 'RESET', 'QUIT', 'SHUTDOWN', 'CONFIG', 'DEBUG', 'SYNC', 'PSYNC']),
)

type Answer = { result: unknown } | { error: string }
type Response = { status: number; body: Answer | Answer[] }

/** Answers Upstash's REST protocol (https://upstash.com/docs/redis/features/restapi) from an engine. */
export function upstashHandler(
  engine: Engine,
  token: string,
  rewriteScript?: (script: string) => string,
): RequestListener {
  const scripts = new ScriptNames(rewriteScript)

  async function pipeline(wanted: readonly Command[], base64: boolean): Promise<Answer[]> {
    const allowed = wanted.filter((one) => !isRefused(one)).map((one) => scripts.toEngine(one))
    const replies = (await engine.pipeline(allowed)).values()
    return wanted.map((one) => {
      if (isRefused(one)) return refusal(one)
      const reply = replies.next().value ?? null
      return answer(reply instanceof RedisError ? reply : (scripts.callersSha(one) ?? reply), base64)
    })
  }

  async function transaction(wanted: readonly Command[], base64: boolean): Promise<Response> {
    const refused = wanted.find(isRefused)
    if (refused) return { status: 400, body: refusal(refused) }
    const replies = await engine.transaction(wanted.map((one) => scripts.toEngine(one)))
    if (replies instanceof RedisError) return { status: 400, body: { error: replies.message } }
    return { status: 200, body: replies.map((reply) => answer(reply, base64)) }
  }

  async function respond(request: IncomingMessage): Promise<Response> {
    const url = new URL(request.url ?? '/', 'http://upstash')
    if (!isAuthorized(request, url, token)) {
      return { status: 401, body: { error: 'WRONGPASS invalid or missing auth token' } }
    }
    const base64 = request.headers['upstash-encoding'] === 'base64'
    const body = await read(request)
    if (url.pathname === '/pipeline' || url.pathname === '/multi-exec') {
      const wanted = commands.safeParse(parseJson(body))
      if (!wanted.success) return { status: 400, body: { error: 'ERR failed to parse pipeline request' } }
      if (url.pathname === '/multi-exec') return transaction(wanted.data, base64)
      return { status: 200, body: await pipeline(wanted.data, base64) }
    }
    const wanted = command.safeParse(url.pathname === '/' ? parseJson(body) : commandFromPath(url, body))
    if (!wanted.success) return { status: 400, body: { error: 'ERR failed to parse command' } }
    const [only = { error: 'ERR no answer' }] = await pipeline([wanted.data], base64)
    return { status: 'error' in only ? 400 : 200, body: only }
  }

  return (request, response) => {
    void respond(request)
      .catch((error: unknown): Response => ({ status: 500, body: { error: `ERR ${String(error)}` } }))
      .then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      })
  }
}

const isRefused = ([name]: Command): boolean => REFUSED.has(name.toUpperCase())

const refusal = ([name]: Command): Answer => ({ error: `ERR Command is not available: '${name}'` })

function isAuthorized(request: IncomingMessage, url: URL, token: string): boolean {
  const given =
    request.headers.authorization?.replace(/^Bearer +/i, '') ?? url.searchParams.get('_token') ?? ''
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(token))
}

/** `POST /set/greeting?EX=10` with body `hello` is `SET greeting hello EX 10`. */
function commandFromPath(url: URL, body: string): string[] | undefined {
  const options = [...url.searchParams].filter(([name]) => name !== '_token')
  try {
    const path = url.pathname.split('/').slice(1).map(decodeURIComponent)
    return [
      ...path,
      ...(body ? [body] : []),
      ...options.flatMap(([name, value]) => (value ? [name, value] : [name])),
    ]
  } catch {
    return undefined
  }
}

function answer(reply: Reply, base64: boolean): Answer {
  if (reply instanceof RedisError) return { error: reply.message }
  // Upstash leaves a lone OK readable; @upstash/redis expects every other string encoded.
  const text = reply instanceof Status ? reply.text : reply?.toString()
  return { result: text === 'OK' ? text : toJson(reply, base64) }
}

function toJson(reply: Reply, base64: boolean): unknown {
  if (reply === null || typeof reply === 'number') return reply
  if (Array.isArray(reply)) return reply.map((one) => toJson(one, base64))
  if (reply instanceof RedisError) return toJson(reply.message, base64)
  const bytes = Buffer.isBuffer(reply) ? reply : Buffer.from(reply instanceof Status ? reply.text : reply)
  return bytes.toString(base64 ? 'base64' : 'utf8')
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
