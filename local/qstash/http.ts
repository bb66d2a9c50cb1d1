import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, RequestListener } from 'node:http'
import { z } from 'zod'
import { BadRequest, type Headers } from './message'

interface Request {
  headers: Headers
  query: URLSearchParams
  body: Buffer
  /** What the groups of the route's pattern matched, decoded unless it is a whole URL. */
  params: string[]
}

/** `status` 200 unless given. */
export interface Answer {
  status?: number
  json: unknown
}

export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Matched against the whole path; `{url}` stands for a destination with its query, `{id}` for one segment. */
  path: string
  handle: (request: Request) => Answer
}

/** Serves the routes: those under /v2 for holders of the token, those under /_local for anyone on this machine. */
export function routeHandler(routes: readonly Route[], token: string): RequestListener {
  const table = routes.map((route) => ({ ...route, pattern: toPattern(route.path) }))

  async function respond(incoming: IncomingMessage): Promise<Answer> {
    const raw = incoming.url ?? '/'
    const [path = '', query] = raw.split(/\?(.*)/s)
    const headers = flatHeaders(incoming)
    if (path.startsWith('/v2/') && !isAuthorized(headers, token)) {
      return { status: 401, json: { error: 'unauthorized' } }
    }
    for (const { method, pattern, handle, path: template } of table) {
      const match = pattern.exec(template.endsWith('{url}') ? raw : path)
      if (!match || incoming.method !== method) continue
      const params = match.slice(1).map((part) => (part.includes('://') ? part : decodeURIComponent(part)))
      const body = await read(incoming)
      return handle({ headers, query: new URLSearchParams(query), body, params })
    }
    return { status: 404, json: { error: `not found: ${incoming.method} ${path}` } }
  }

  return (incoming, response) => {
    void respond(incoming)
      .catch((error: unknown): Answer => {
        if (error instanceof BadRequest) return { status: 400, json: { error: error.message } }
        return { status: 500, json: { error: String(error) } }
      })
      .then(({ status = 200, json }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
      })
  }
}

/** Reads a body as JSON of the given shape. An empty body counts as `{}`. */
export function parseBody<T>(schema: z.ZodType<T>, body: Buffer): T {
  let value: unknown
  try {
    value = body.length === 0 ? {} : JSON.parse(body.toString('utf8'))
  } catch {
    throw new BadRequest('body is not JSON')
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new BadRequest(z.prettifyError(parsed.error))
  return parsed.data
}

const toPattern = (path: string): RegExp =>
  new RegExp(`^${path.replace('{url}', '(.+)').replaceAll('{id}', '([^/]+)')}$`)

function flatHeaders(incoming: IncomingMessage): Headers {
  const entries = Object.entries(incoming.headers)
  return Object.fromEntries(entries.map(([name, value]) => [name, [value ?? ''].flat().join(', ')]))
}

function isAuthorized(headers: Headers, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`))
}

async function read(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks)
}
