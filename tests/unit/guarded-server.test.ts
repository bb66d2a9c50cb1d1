import { once } from 'node:events'
import { createServer, type ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KEEP_MS, rememberPage } from '@/lib/http/known-pages.mjs'
import { securityHeaders } from '@/lib/http/security-headers.mjs'
import { guardedServer } from '../../server/guarded-server.mjs'
import { rawRequest, statusOf } from '../support/raw-request'

/** Stands for Next: says what reached it. */
const serverWith = (options: ServerOptions) =>
  guardedServer({
    createServer,
    listener: (request, response) => {
      response.end(JSON.stringify({ url: request.url, headers: request.headers }))
    },
    options,
  })
const server = serverWith({})
const impatient = serverWith({ headersTimeout: 200, requestTimeout: 300, connectionsCheckingInterval: 50 })
const urlOf = (one: typeof server) => `http://127.0.0.1:${(one.address() as AddressInfo).port}`
let url = ''

beforeAll(async () => {
  for (const one of [server, impatient]) await once(one.listen(0, '127.0.0.1'), 'listening')
  url = urlOf(server)
})
afterAll(() => {
  for (const one of [server, impatient]) {
    one.closeAllConnections()
    one.close()
  }
})

const ask = (line: string, ...headers: string[]) =>
  rawRequest(url, [line, 'Host: shop', 'Connection: close', ...headers, '', ''])
const heard = async (headers: Record<string, string>, path = '/') => {
  const answer = await fetch(`${url}${path}`, { headers })
  return ((await answer.json()) as { headers: Record<string, string> }).headers
}

describe('headers that only our own parts may set', () => {
  test.each([
    'x-prerender-revalidate',
    'x-prerender-revalidate-if-generated',
    'content-security-policy',
    'content-security-policy-report-only',
    'x-nonce',
    'x-middleware-subrequest',
    'x-middleware-rewrite',
    'x-middleware-request-cookie',
    'x-nextjs-data',
    'x-nextjs-request-id',
    'x-next-resume-state-length',
    'x-next-revalidated-tags',
    'x-invoke-path',
    'x-matched-path',
    'x-now-route-matches',
    'x-action-forwarded',
    'next-resume',
    'next-action',
    'x-page-known',
  ])('%s does not get through, however it is spelled', async (name) => {
    for (const spelled of [name, name.toUpperCase()])
      expect(Object.keys(await heard({ [spelled]: 'forged' }))).not.toContain(name)
  })

  test('a page that proxy.ts has found is vouched for, at its own address alone, and for a while', async () => {
    rememberPage('/p/arc')
    rememberPage('/p/past', Date.now() - KEEP_MS)
    expect((await heard({}, '/p/arc'))['x-page-known']).toBe('1')
    expect((await heard({}, '/p/arc?utm_source=x'))['x-page-known']).toBe('1')
    for (const path of ['/p/past', '/p/ARC', '/p/%61rc', '/p/arc/', '/c/arc', '/'])
      expect((await heard({ 'x-page-known': '1' }, path))['x-page-known'], path).toBeUndefined()
  })

  test('the socket’s address stands in its header, whatever the caller wrote there', async () => {
    expect((await heard({}))['x-socket-address']).toBe('127.0.0.1')
    expect((await heard({ 'X-Socket-Address': '203.0.113.7' }))['x-socket-address']).toBe('127.0.0.1')
    const twice = await ask(
      'GET / HTTP/1.1',
      'x-socket-address: 203.0.113.7',
      'x-socket-address: 203.0.113.8',
    )
    expect(twice).toContain('"x-socket-address":"127.0.0.1"')
  })

  test('what browsers and proxies send gets through', async () => {
    const headers = {
      accept: 'text/html',
      cookie: 'shopper=x',
      'next-router-prefetch': '1',
      'next-router-state-tree': '%5B%22%22%5D',
      'next-url': '/',
      origin: 'http://shop',
      rsc: '1',
      'stripe-signature': 't=1',
      'upstash-signature': 'x',
      'x-forwarded-for': '203.0.113.7',
      'x-real-ip': '203.0.113.7',
    }
    expect(await heard(headers)).toMatchObject(headers)
  })
})

describe('requests that Next can’t answer', () => {
  test.each([
    ['GET /p/%ff HTTP/1.1', 400],
    ['GET /% HTTP/1.1', 400],
    ['GET /api/orders/%zz HTTP/1.1', 400],
    ['GET /p/%ed%a0%80 HTTP/1.1', 400],
    ['GET http://evil.example/p/x HTTP/1.1', 400],
    ['OPTIONS * HTTP/1.1', 400],
    ['TRACE / HTTP/1.1', 405],
    ['TRACE /api/cart HTTP/1.1', 405],
    ['PROPFIND /p/ridge-mug HTTP/1.1', 405],
    ['QUERY /api/search HTTP/1.1', 405],
    ['POST /p/ridge-mug HTTP/1.1', 405],
    ['DELETE /cart HTTP/1.1', 405],
    ['GET /p/ridge-mug.rsc HTTP/1.1', 404],
    ['GET /p/ridge-mug.segments/_tree.segment.rsc HTTP/1.1', 404],
  ])('%s: %i with every security header', async (line, status) => {
    const answer = await ask(line)
    expect(statusOf(answer)).toBe(status)
    for (const { key, value } of securityHeaders) expect(answer).toContain(`${key}: ${value}\r\n`)
    expect(answer).toMatch(/content-security-policy: default-src 'none'/i)
    if (status === 405) expect(answer).toMatch(/^allow: GET, HEAD/im)
  })

  test.each([
    'GET /p/caf%C3%A9 HTTP/1.1',
    'GET /search?q=%ff HTTP/1.1',
    'HEAD / HTTP/1.1',
    'DELETE /api/x HTTP/1.1',
  ])('%s goes on to Next', async (line) => {
    expect(statusOf(await ask(line))).toBe(200)
  })

  test('what Next answers has every security header too, where Next sets none', async () => {
    const answer = await ask('GET //studio HTTP/1.1')
    for (const { key, value } of securityHeaders) expect(answer).toContain(`${key}: ${value}\r\n`)
    expect(answer).toMatch(/content-security-policy: default-src 'none'/i)
  })

  test('a tunnel is refused, and so is another protocol', async () => {
    expect(statusOf(await ask('CONNECT shop:443 HTTP/1.1'))).toBe(405)
    const upgrade = ['GET / HTTP/1.1', 'Host: shop', 'Connection: upgrade', 'Upgrade: websocket', '', '']
    expect(statusOf(await rawRequest(url, upgrade))).toBe(400)
  })

  test('no path makes it answer 5xx', async () => {
    const path = fc.stringMatching(/^[!-~]{0,40}$/)
    await fc.assert(
      fc.asyncProperty(path, async (text) => {
        expect(statusOf(await ask(`GET /${text} HTTP/1.1`))).toBeLessThan(500)
      }),
      { numRuns: 50 },
    )
  })
})

describe('requests that do not end', () => {
  test.each([
    ['half a body', ['POST /api/x HTTP/1.1', 'Host: shop', 'Content-Length: 1000', '', '{']],
    ['half a chunk', ['POST /api/x HTTP/1.1', 'Host: shop', 'Transfer-Encoding: chunked', '', '5', 'ab']],
    ['half a head', ['GET / HTTP/1.1', 'Host: shop', 'X-A']],
  ])('%s: 200 of them are closed in time', async (_, lines) => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => rawRequest(urlOf(impatient), lines)))
    expect(answers).toHaveLength(200)
  })

  test('a head over 16 KB is refused', async () => {
    expect(statusOf(await ask('GET / HTTP/1.1', `x-a: ${'a'.repeat(17_000)}`))).toBe(431)
  })
})
