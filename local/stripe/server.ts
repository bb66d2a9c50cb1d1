import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Api, HANG_UP } from './api'
import type { LocalApi } from './local-api'
import { pageAt } from './pages'

const MAX_BODY_BYTES = 1024 * 1024

/** Stripe.js calls the API from the shop's origin, so the API (and only the API) answers every origin. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, idempotency-key, stripe-version',
  'access-control-expose-headers': 'request-id, idempotent-replayed, original-request',
  'access-control-max-age': '300',
}

/** The HTTP side: `/v1/` is the API, `/_local/` the switches, all else the files of Stripe.js. */
export function createHttpServer(api: Api, local: LocalApi): Server {
  const server = createServer((request, response) => {
    handle(request, response, api, local).catch((error: unknown) => {
      console.error('local stripe:', error)
      response.destroy()
    })
  })
  // Longer than any client keeps an idle connection, so that none is cut just as it is used again.
  server.keepAliveTimeout = 75_000
  return server
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  api: Api,
  local: LocalApi,
): Promise<void> {
  const { method = 'GET' } = request
  const url = new URL(request.url ?? '/', 'http://localhost')
  const page = method === 'GET' ? pageAt(url.pathname) : undefined
  if (page !== undefined) return send(response, 200, page.headers, page.body)

  const body = await readBody(request)
  if (body === undefined) return send(response, 413, {}, '{"error":{"message":"Request body too large"}}')
  if (url.pathname.startsWith('/_local/')) {
    const answer = local.answer(method, url.pathname, body)
    return sendJson(response, answer.status, {}, JSON.stringify(answer.body))
  }
  if (method === 'OPTIONS') return send(response, 204, CORS, '')

  const answer = await api.answer({
    method,
    path: url.pathname,
    form: method === 'POST' ? body : url.search.slice(1),
    authorization: request.headers.authorization,
    idempotencyKey: header(request, 'idempotency-key'),
    version: header(request, 'stripe-version'),
  })
  if (answer === HANG_UP) request.socket.destroy()
  else sendJson(response, answer.status, { ...CORS, ...answer.headers }, answer.body)
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MAX_BODY_BYTES) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function sendJson(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string,
): void {
  send(response, status, { 'content-type': 'application/json', ...headers }, body)
}

function send(response: ServerResponse, status: number, headers: Record<string, string>, body: string): void {
  if (response.destroyed) return
  response.writeHead(status, { 'cache-control': 'no-store', ...headers })
  response.end(body)
}
