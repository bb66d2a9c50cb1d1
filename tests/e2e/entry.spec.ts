import { readFileSync } from 'node:fs'
import path from 'node:path'
import { rawRequest, statusOf } from '../support/raw-request'
import { stack } from './support/stack'
import { expect, test } from './support/test'

const ask = (line: string, ...headers: string[]) =>
  rawRequest(stack.app, [line, 'Host: shop', 'Connection: close', ...headers, '', ''])

for (const [line, status] of [
  ['GET /p/%ff HTTP/1.1', 400],
  ['GET /% HTTP/1.1', 400],
  ['OPTIONS * HTTP/1.1', 400],
  ['GET http://evil.example/p/x HTTP/1.1', 400],
  ['TRACE /cart HTTP/1.1', 405],
  ['TRACE /api/cart HTTP/1.1', 405],
  ['POST /p/ridge-mug HTTP/1.1', 405],
  ['CONNECT shop:443 HTTP/1.1', 405],
] as const) {
  test(`${line}: the shop says ${status}`, async () => {
    expect(statusOf(await ask(line))).toBe(status)
  })
}

test('a person who follows a broken link is led back to the shop', async ({ request }) => {
  const page = await (await request.get('/p/%ff')).text()
  expect(page).toContain('<h1>This address can’t be read</h1>')
  expect(page).toContain('<a href="/">Back to the shop</a>')
})

test('a search logs no error', async ({ request }) => {
  const log = path.join(path.dirname(process.env['STACK_FILE'] ?? '.local/stack.json'), 'shop.log')
  const before = readFileSync(log, 'utf8').length
  for (const q of ['mug', 'lamp', '']) expect((await request.get(`/search?q=${q}`)).status()).toBe(200)
  expect(readFileSync(log, 'utf8').slice(before)).not.toContain('/search')
})
