import { type APIRequestContext, expect, test } from '@playwright/test'
import { PAGES, PEOPLE, SERVER_HANDLERS, type PageThings, type Who } from '../access/table'
import { setRoles, signInByScript } from './support/people'
import { buyByScript, stack } from './support/stack'

// Pages and sign-in handlers of tests/access/table.ts, as every kind of person; handlers: tests/integration/access.test.ts.

const people = {} as Record<Who, APIRequestContext>
let things: PageThings
const headers = { origin: stack.app }

test.beforeAll(async ({ playwright }) => {
  for (const who of PEOPLE) people[who] = await playwright.request.newContext({ baseURL: stack.app })
  await signInByScript(people.shopper, 'shopper@example.com')
  // There are four demo people: the second shopper is one of them who has no other role for a moment.
  await setRoles('marketer@example.com', ['shopper'])
  try {
    await signInByScript(people.otherShopper, 'marketer@example.com')
  } finally {
    await setRoles('marketer@example.com', ['shopper', 'marketer'])
  }
  for (const who of ['marketer', 'warehouse', 'admin'] as const)
    await signInByScript(people[who], `${who}@example.com`)
  await people.otherGuest.post('/api/cart/lines', { headers, data: { sku: 'RDG-SND', quantity: 1 } })

  const own = await buyByScript({ request: people.shopper, sku: 'RDG-SND', quantity: 1 })
  const guest = await playwright.request.newContext({ baseURL: stack.app })
  const theirs = await buyByScript({ request: guest, sku: 'RDG-SND', quantity: 1 })
  const link = await guest.post(`/api/orders/${theirs.body.order.number}/link`, { headers })
  const products = await (await people.marketer.get('/api/studio/products?q=ridge')).json()
  things = {
    orderNumber: own.body.order.number,
    productId: products.items[0].id,
    guestLink:
      String((await link.json()).url)
        .split('/')
        .at(-1) ?? '',
  }
})
test.afterAll(() => Promise.all(Object.values(people).map((context) => context.dispose())))

for (const [name, { path, outcome }] of Object.entries(PAGES)) {
  test(`page ${name}, as every kind of person`, async () => {
    for (const who of PEOPLE) {
      const [status, text] = outcome[who]
      const answer = await people[who].get(typeof path === 'string' ? path : path(things))
      expect(answer.status(), who).toBe(status)
      expect(await answer.text(), who).toContain(text)
    }
  })
}

for (const [name, { path, outcome }] of Object.entries(SERVER_HANDLERS)) {
  test(`${name}, as every kind of person`, async () => {
    for (const who of PEOPLE) {
      const answer = name.startsWith('POST') ? await people[who].post(path) : await people[who].get(path)
      expect(answer.status(), who).toBe(outcome[who][0])
      expect(await answer.text(), who).toMatch(outcome[who][1])
    }
  })
}

test('what is nowhere is a 404 with the policy of pages for everyone', async ({ request }) => {
  const paths = [
    '/account/x',
    '/cart/x',
    '/checkout/x',
    '/orders',
    '/orders/x',
    '/orders/x/y',
    '/warehouse/x',
  ]
  for (const path of [
    ...paths,
    '/orders/F51-AAAA-BBBB-CCCC',
    `/orders/shared/${'A'.repeat(94)}`,
    '/nowhere',
  ]) {
    const answer = await request.get(path)
    expect(answer.status(), path).toBe(404)
    expect(answer.headers()['content-security-policy'], path).not.toContain('nonce')
    expect(await answer.text(), path).toContain('There is nothing at this address')
  }
})

test('hazard 22: 200 places to go after signing in or out, none leaves the site', async ({ playwright }) => {
  const request = await playwright.request.newContext({ baseURL: stack.app })
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
  const payloads = redirectPayloads()
  expect(payloads.length).toBeGreaterThanOrEqual(200)
  for (const callbackUrl of payloads) {
    const answer = await request.post('/api/auth/signout', {
      form: { csrfToken, callbackUrl },
      maxRedirects: 0,
    })
    const location = answer.headers()['location'] ?? ''
    expect(new URL(location, stack.app).origin, JSON.stringify(callbackUrl)).toBe(new URL(stack.app).origin)
    // What next-auth remembers for the way back from the auth server.
    for (const { name, value } of answer
      .headersArray()
      .filter(({ name }) => name.toLowerCase() === 'set-cookie')) {
      const kept = /callback-url=([^;]*)/.exec(value)?.[1]
      if (kept) expect(new URL(decodeURIComponent(kept)).origin, `${name}: ${callbackUrl}`).toBe(stack.app)
    }
  }
  await request.dispose()
})

/** Ways to write "another site", and what a browser would make of them. */
function redirectPayloads(): string[] {
  const evil = 'evil.example'
  const own = new URL(stack.app).host
  const slashes = [
    '//',
    '///',
    '////',
    '/\\',
    '\\\\',
    '\\/',
    '/\\/',
    '/\t/',
    '/\n/',
    '/\r/',
    '\t//',
    ' //',
    '/%09/',
    '/%5c',
    '/%2f%2f',
    '/.//',
    '/..//',
    '/;//',
    '/?//',
    '/#//',
  ]
  const schemes = [
    'http:',
    'https:',
    'HTTPS:',
    'ftp:',
    'javascript:',
    'data:text/html,',
    'vbscript:',
    'blob:',
    'file:',
    'ws:',
    'https:\t',
    'ht\ntps:',
  ]
  const hosts = [
    evil,
    `${own}.${evil}`,
    `${own}@${evil}`,
    `${evil}#${own}`,
    `${evil}?${own}`,
    `${evil}\\@${own}`,
    `user:pass@${evil}`,
  ]
  return [
    ...slashes.flatMap((slash) => hosts.map((host) => `${slash}${host}`)),
    ...schemes.flatMap((scheme) => ['//', '/', '', '\\\\'].map((slash) => `${scheme}${slash}${evil}`)),
    ...hosts.flatMap((host) => [`http://${host}/`, `https://${host}/account`, `https://${host}:443//x`]),
  ]
}
