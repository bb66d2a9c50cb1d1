import { STATUS_CODES } from 'node:http'
import { securityHeaders } from '../lib/http/security-headers.mjs'
import { refusalPage } from './refusal-page.mjs'

const READS = ['GET', 'HEAD']
const OF_HANDLERS = [...READS, 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']
/** Below it are the handlers; everything else is a page or a file. */
const HANDLERS = /^\/api\//
/** The overlay and the tools of `next dev`. */
const OF_DEVELOPMENT = /^\/(__next|_next\/)/
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

const UNREADABLE = {
  status: 400,
  code: 'bad_request',
  title: 'This address can’t be read',
  detail: 'Perhaps a part of it was lost on the way, or something was added.',
}
const NO_SUCH_METHOD = {
  status: 405,
  code: 'method_not_allowed',
  title: 'This can’t be asked here',
  detail: 'What is at this address answers other requests.',
}

/** Names by which Next keeps a page's parts. Asked for from outside, they would be taken for pages of their own. */
const PART_OF_A_PAGE = /\.rsc$/
const NOT_A_PAGE = {
  status: 404,
  code: 'not_found',
  title: 'There is nothing at this address',
  detail: 'It may have been something we no longer make.',
}

/** @typedef {typeof UNREADABLE & { allow?: readonly string[] }} Fault */

/**
 * Why Next can't answer a request: it would say 500, send the caller to another site, or answer a method that changes
 * things with a page.
 * @param {import('node:http').IncomingMessage} request
 * @param {{ development: boolean }} options
 * @returns {Fault | undefined}
 */
export function faultOf({ method = '', url = '' }, { development }) {
  const [path = ''] = url.split('?', 1)
  if (!url.startsWith('/') || !isReadable(path)) return UNREADABLE
  if (development && OF_DEVELOPMENT.test(url)) return undefined
  const allow = HANDLERS.test(url) ? OF_HANDLERS : READS
  if (!allow.includes(method)) return { ...NO_SUCH_METHOD, allow }
  return PART_OF_A_PAGE.test(path) ? NOT_A_PAGE : undefined
}

/** @param {string} path */
function isReadable(path) {
  if (!path.includes('%')) return true
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/**
 * Gives an answer all security headers before anybody writes one: what Next answers by itself, redirects of doubled slashes
 * for one, has them too. The policy is the strictest; the app's own takes its place.
 * @param {import('node:http').ServerResponse} response
 */
export function secure(response) {
  for (const { key, value } of securityHeaders) response.setHeader(key, value)
  response.setHeader('Content-Security-Policy', POLICY)
}

/**
 * Answers in Next's place: a problem (RFC 9457) to programs, a page to people.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {Fault} fault
 */
export function refuse({ method = '', url = '' }, response, { allow, ...fault }) {
  response.setHeader('Cache-Control', 'no-store')
  // A body that nobody reads is not waited for.
  if (!READS.includes(method)) response.setHeader('Connection', 'close')
  if (allow) response.setHeader('Allow', allow.join(', '))
  const isForPrograms = HANDLERS.test(url)
  response.setHeader('Content-Type', isForPrograms ? 'application/problem+json' : 'text/html; charset=utf-8')
  response.statusCode = fault.status
  response.end(
    isForPrograms ? JSON.stringify({ type: `about:blank#${fault.code}`, ...fault }) : refusalPage(fault),
  )
}

/**
 * Ends a connection that is not a request any more.
 * @param {import('node:stream').Duplex} socket
 * @param {400 | 405} status
 */
export function refuseSocket(socket, status) {
  socket.on('error', () => undefined)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
