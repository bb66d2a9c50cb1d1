import { securityHeaders } from '@/lib/http/security-headers.mjs'
import { headersOf, rawRequest, statusOf } from '../support/raw-request'
import { stack } from './support/stack'
import { expect, test } from './support/test'

/** Addresses that nearly are ones of ours, and what each is answered with. */
const ODD: [path: string, status: number][] = [
  ...['/Studio', '/STUDIO', '/studio;x', '/Studio/home', '/studio.html', '/studios'].map(
    (path): [string, number] => [path, 404],
  ),
  ...['/cart;x', '/Cart', '/CHECKOUT', '/checkout/x', '/cart/x', '/carts', '/orders', '/Orders/x'].map(
    (path): [string, number] => [path, 404],
  ),
  ...['/account/x', '/ACCOUNT', '/warehouse/x', '/Warehouse', '/P/ridge-mug', '/p', '/p/', '/c/'].map(
    (path): [string, number] => [path, path.endsWith('/') ? 308 : 404],
  ),
  ...['//studio', '/\\studio', '//cart', '/studio/', '/cart/'].map((path): [string, number] => [path, 308]),
  ...['/p/%00', '/p/a%00b', '/c/%00', '/p/%0a', '/p/%E2%80%AE', '/p/a%2fb'].map((path): [string, number] => [
    path,
    404,
  ]),
  ...['/p/%ff', '/%', '/c/%ed%a0%80'].map((path): [string, number] => [path, 400]),
  ...[
    '/_next/static/nothing.js',
    '/_next/image?url=%2Fx',
    '/_next/data/x/p/y.json',
    '/_next',
    '/favicon.ico',
  ].map((path): [string, number] => [path, 404]),
  ...[
    '/api',
    '/api/nothing',
    '/API/cart',
    '/api/auth/nothing',
    '/api/preview/nothing',
    '/.env',
    '/.git/config',
  ].map((path): [string, number] => [path, path === '/api/auth/nothing' ? 400 : 404]),
  ...[
    '/sitemap/nothing.xml',
    '/robots.txt/x',
    '/photos/nothing.webp',
    '/preview',
    '/nowhere',
    '/nowhere/x',
  ].map((path): [string, number] => [path, 404]),
  ['/robots.txt', 200],
  ['/icon.svg', 200],
  ['/', 200],
]

const ask = (method: string, path: string) =>
  rawRequest(stack.app, [`${method} ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', '', ''])

test('every answer has all security headers, whatever is asked for', async () => {
  for (const [path, status] of ODD) {
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(method, path)
      expect(statusOf(answer), `${method} ${path}`).toBe(status)
      const headers = headersOf(answer)
      for (const { key, value } of securityHeaders)
        expect(headers.get(key), `${method} ${path}: ${key}`).toBe(value)
      expect(headers.get('content-security-policy'), `${method} ${path}`).toMatch(/default-src/)
    }
  }
})

test('what may not be asked for in this way has them too', async () => {
  const asked = [
    ['POST', '/'],
    ['PUT', '/_next/static/nothing.js'],
    ['DELETE', '/robots.txt'],
    ['PATCH', '/api/cart'],
    ['POST', '/p/ridge-mug'],
    ['TRACE', '/studio'],
  ] as const
  for (const [method, path] of asked) {
    const answer = await ask(method, path)
    expect(statusOf(answer), `${method} ${path}`).toBe(405)
    const headers = headersOf(answer)
    for (const { key, value } of securityHeaders) expect(headers.get(key), `${method} ${path}`).toBe(value)
    expect(headers.get('content-security-policy'), `${method} ${path}`).toMatch(/default-src/)
  }
})
