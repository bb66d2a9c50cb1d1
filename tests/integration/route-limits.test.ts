import { globSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { expectConsoleError } from '../support/console'
import { request } from '../support/fixtures'
import { newSession, sessionCookie } from '../support/session'

// Every limit is one a minute.
Object.assign(process.env, { RATE_LIMIT_FACTOR: '0.000001', CLIENT_ADDRESS_HEADER: 'x-real-ip' })
vi.mock('next/server', async (original) => ({ ...(await original<object>()), after: () => undefined }))

/** Routes that count nobody, and why. */
const WITHOUT: Record<string, string> = {
  'app/sitemap.xml/route.ts': 'a file made at build: a request runs none of our code',
}
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
/** Stands for every part of a path. */
const PARAMS = {
  ...{ id: crypto.randomUUID(), sku: 'RDG-SND', number: 'F51-XXXX', checkoutKey: crypto.randomUUID() },
  ...{ token: 'x', kind: 'product', part: 'pages.xml', nextauth: ['session'] },
}

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>
const routes = globSync('app/**/route.ts').sort()
let callers = 0

/** A request of an address, a browser and an admin that no other request of this file has. */
async function asker(method: string): Promise<Request> {
  callers += 1
  const session = newSession({
    accountId: crypto.randomUUID(),
    email: 'admin@example.com',
    roles: ['shopper', 'marketer', 'warehouse', 'admin'],
  })
  return request('/api/x', {
    method,
    cookie: await sessionCookie({ ...session }),
    headers: { 'x-real-ip': `198.18.${callers >> 8}.${callers & 255}` },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: {} }),
  })
}

test('a route that counts nobody is named, and exists', () => {
  expect(routes).toEqual(expect.arrayContaining(Object.keys(WITHOUT)))
  expect(routes.length).toBeGreaterThan(40)
})

describe.each(routes.filter((file) => !(file in WITHOUT)))('%s', (file) => {
  test('refuses who asks more often than its limit, whatever the method', async () => {
    // What the first request makes of an empty shop without an auth server is not the matter here.
    expectConsoleError(/./)
    const handlers = (await import(`../../${file}`)) as Record<string, Handler | undefined>
    const methods = METHODS.filter((method) => handlers[method])
    expect(methods).not.toHaveLength(0)
    for (const method of methods) {
      const asked = await asker(method)
      const ask = () =>
        handlers[method]!(asked.clone(), { params: Promise.resolve(PARAMS) }).then(
          ({ status }) => status,
          () => 0,
        )
      expect(await ask(), method).not.toBe(429)
      // Twice: a minute may begin in between.
      expect([await ask(), await ask()], method).toContain(429)
    }
  })
})
