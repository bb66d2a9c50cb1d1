import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type LocalOidc, startLocalOidc } from '@/local/oidc'
import { consoleLines } from '@/tests/support/console'
import { FormBrowser } from '@/tests/support/form-browser'

const REDIRECT = 'http://localhost:3000/api/auth/callback/oidc'
const OTHER_REDIRECT = 'http://localhost:3001/api/auth/callback/oidc'

interface Discovery {
  authorization_endpoint: string
  token_endpoint: string
  introspection_endpoint: string
  revocation_endpoint: string
  userinfo_endpoint: string
  end_session_endpoint: string
  jwks_uri: string
}

interface Tokens {
  access_token: string
  id_token: string
  token_type: string
  refresh_token?: string
}

let server: LocalOidc
let discovery: Discovery

beforeAll(async () => {
  const printed = (['info', 'warn', 'error'] as const).map((level) => vi.spyOn(console, level))
  server = await startLocalOidc({
    clients: [
      { clientId: 'shop', clientSecret: 'a secret/with+signs', redirectUris: [REDIRECT, OTHER_REDIRECT] },
      { clientId: 'fulfillment', clientSecret: 'other', redirectUris: ['http://localhost:3000/other'] },
    ],
  })
  discovery = await (await fetch(`${server.issuer}/.well-known/openid-configuration`)).json()
  for (const spy of printed) {
    expect(spy.mock.calls).toEqual([])
    spy.mockRestore()
  }
})
afterAll(() => server.close())
// oidc-provider notes every default it uses that one should replace, once in the life of a process.
afterAll(() => expect(consoleLines().filter((line) => line.includes('oidc'))).toEqual([]))

const verifier = randomBytes(32).toString('base64url')
const challenge = createHash('sha256').update(verifier).digest('base64url')

function authorizeUrl(changes: Record<string, string | undefined> = {}): string {
  const url = new URL(discovery.authorization_endpoint)
  const query = {
    client_id: 'shop',
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: 'openid email profile',
    state: 'state-1',
    nonce: 'nonce-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  }
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

const basic = (id: string, secret: string) =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`
const SHOP = basic('shop', 'a secret/with+signs')

async function postForm(url: string, form: Record<string, string>, authorization = SHOP) {
  const body = new URLSearchParams(form)
  const response = await fetch(url, { method: 'POST', body, headers: { authorization } })
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : undefined }
}

const exchange = (code: string, changes: Record<string, string> = {}) =>
  postForm(discovery.token_endpoint, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    code_verifier: verifier,
    ...changes,
  })

async function signIn(email: string): Promise<{ browser: FormBrowser; tokens: Tokens }> {
  const browser = new FormBrowser(server.issuer)
  await browser.go(authorizeUrl())
  await browser.go(browser.url, { email, password: 'demo' })
  expect(browser.url).toContain(`${REDIRECT}?`)
  const { status, body } = await exchange(browser.query.get('code')!)
  expect(status).toBe(200)
  return { browser, tokens: body }
}

const introspect = async (token: string, authorization = SHOP) =>
  (await postForm(discovery.introspection_endpoint, { token }, authorization)).body

async function setRoles(email: string, roles: unknown) {
  const response = await fetch(`${server.issuer}/_local/people/${encodeURIComponent(email)}`, {
    method: 'POST',
    body: JSON.stringify({ roles }),
  })
  return { status: response.status, body: await response.json() }
}

/** The claims of an id token whose signature holds by the published keys. */
async function verified(idToken: string) {
  const [header = '', claims = '', signature = ''] = idToken.split('.')
  const { kid, alg } = JSON.parse(Buffer.from(header, 'base64url').toString())
  const { keys } = (await (await fetch(discovery.jwks_uri)).json()) as { keys: { kid: string }[] }
  const key = createPublicKey({ key: keys.find((one) => one.kid === kid)!, format: 'jwk' })
  expect(alg).toBe('RS256')
  const sound = verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))
  expect(sound).toBe(true)
  return JSON.parse(Buffer.from(claims, 'base64url').toString())
}

describe('signing in', () => {
  it('goes from the shop to the form and back with a code', async () => {
    const browser = new FormBrowser(server.issuer)
    const page = await browser.go(authorizeUrl())
    expect(page.status).toBe(200)
    expect(browser.url).toMatch(/\/sign-in\/[\w-]+$/)
    for (const { name, email } of server.people) {
      expect(page.text).toContain(`Continue as ${name}`)
      expect(page.text).toContain(`value="${email}"`)
    }
    await browser.go(browser.url, { email: 'marketer@example.com', password: 'demo' })
    expect(browser.url.split('?')[0]).toBe(REDIRECT)
    expect(browser.query.get('state')).toBe('state-1')
    expect(browser.query.get('iss')).toBe(server.issuer)

    const { status, body } = await exchange(browser.query.get('code')!)
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', scope: 'openid email profile' })
    expect(body).not.toHaveProperty('refresh_token')
    expect(await verified(body.id_token)).toMatchObject({
      iss: server.issuer,
      aud: 'shop',
      sub: 'mara',
      nonce: 'nonce-1',
      email: 'marketer@example.com',
      email_verified: true,
      name: 'Mara Marketer',
      roles: ['shopper', 'marketer'],
    })
    const userinfo = await fetch(discovery.userinfo_endpoint, {
      headers: { authorization: `Bearer ${body.access_token}` },
    })
    expect(await userinfo.json()).toMatchObject({
      sub: 'mara',
      email: 'marketer@example.com',
      name: 'Mara Marketer',
      roles: ['shopper', 'marketer'],
    })
  })

  it('takes one click as a demo person, and no consent', async () => {
    const browser = new FormBrowser(server.issuer)
    await browser.go(authorizeUrl({ redirect_uri: OTHER_REDIRECT, scope: 'openid email profile roles' }))
    await browser.go(browser.url, { demo: 'admin@example.com' })
    expect(browser.url.split('?')[0]).toBe(OTHER_REDIRECT)
    const { body } = await exchange(browser.query.get('code')!, { redirect_uri: OTHER_REDIRECT })
    expect((await verified(body.id_token)).roles).toEqual(['shopper', 'marketer', 'warehouse', 'admin'])
  })

  it.each([
    { email: 'marketer@example.com', password: 'wrong' },
    { email: 'nobody@example.com', password: 'demo' },
    { email: '"><script>alert(1)</script>', password: '' },
    { email: '', password: '' },
    { demo: 'nobody@example.com' },
  ])('stays on the page and says why: %o', async (form) => {
    const browser = new FormBrowser(server.issuer)
    await browser.go(authorizeUrl())
    const { url } = browser
    const page = await browser.go(url, { ...form } as Record<string, string>)
    expect(browser.url).toBe(url)
    expect(page.status).toBe(422)
    expect(page.text).toContain('role="alert"')
    expect(page.text).toContain('do not match')
    expect(page.text).not.toContain('<script')
    await browser.go(url, { email: ' Marketer@Example.com ', password: 'demo' })
    expect(browser.query.get('code')).toBeTruthy()
  })

  it('remembers who signed in, and asks again when told to', async () => {
    const { browser } = await signIn('shopper@example.com')
    await browser.go(authorizeUrl({ state: 'state-2' }))
    expect(browser.query.get('state')).toBe('state-2')
    expect(browser.query.get('code')).toBeTruthy()
    const page = await browser.go(authorizeUrl({ prompt: 'login' }))
    expect(page.text).toContain('Continue as Ada Admin')
    await browser.go(browser.url, { demo: 'admin@example.com' })
    const { body } = await exchange(browser.query.get('code')!)
    expect((await verified(body.id_token)).sub).toBe('ada')
    expect((await introspect(body.access_token)).sub).toBe('ada')
  })

  it('asks for consent only when told to', async () => {
    const { browser } = await signIn('shopper@example.com')
    const page = await browser.go(authorizeUrl({ prompt: 'consent' }))
    expect(page.text).toContain('Allow access?')
    await browser.go(browser.url, { consent: 'yes' })
    expect((await exchange(browser.query.get('code')!)).status).toBe(200)
  })

  it('has no script on its page, and lets the redirect leave it', async () => {
    const { headers, text } = await new FormBrowser(server.issuer).go(authorizeUrl())
    expect(headers.get('content-type')).toContain('text/html')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).not.toContain('form-action')
    expect(text).not.toContain('<script')
  })

  it('refuses to finish without the cookie of the one who began', async () => {
    const browser = new FormBrowser(server.issuer)
    await browser.go(authorizeUrl())
    const stranger = await new FormBrowser(server.issuer).go(browser.url, { demo: 'admin@example.com' })
    expect(stranger.status).toBe(400)
    expect(stranger.text).toContain('That did not work')
  })
})

describe('what a client must not do', () => {
  it.each([
    ['an unknown redirect', { redirect_uri: 'http://localhost:6666/api/auth/callback/oidc' }],
    ['an unknown client', { client_id: 'nobody' }],
    ["another client's redirect", { client_id: 'fulfillment' }],
  ])('is answered with an error page: %s', async (_name, changes) => {
    const browser = new FormBrowser(server.issuer)
    const page = await browser.go(authorizeUrl(changes))
    expect(page.status).toBe(400)
    expect(new URL(browser.url).origin).toBe(server.issuer)
  })

  it.each([
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
    ['plain PKCE', { code_challenge_method: 'plain' }],
    ['implicit flow', { response_type: 'id_token' }],
  ])('is sent back without a code: %s', async (_name, changes) => {
    const browser = new FormBrowser(server.issuer)
    await browser.go(authorizeUrl(changes))
    expect(browser.url).toMatch(/[?#&]error=/)
    expect(browser.url).not.toContain('code=')
  })

  it('exchanges a code once, with its verifier and secret only', async () => {
    const codes = []
    const browser = new FormBrowser(server.issuer)
    await browser.go(authorizeUrl())
    await browser.go(browser.url, { demo: 'shopper@example.com' })
    codes.push(browser.query.get('code')!)
    for (let i = 0; i < 2; i += 1) {
      await browser.go(authorizeUrl())
      codes.push(browser.query.get('code')!)
    }
    const [first, second, third] = codes as [string, string, string]
    expect((await exchange(first, { code_verifier: 'x'.repeat(43) })).status).toBe(400)
    const stranger = { grant_type: 'authorization_code', code: second, redirect_uri: REDIRECT }
    expect((await postForm(discovery.token_endpoint, stranger, basic('shop', 'wrong'))).status).toBe(401)
    const { body } = await exchange(third)
    expect((await introspect(body.access_token)).active).toBe(true)
    expect((await exchange(third)).body).toMatchObject({ error: 'invalid_grant' })
  })
})

describe('introspection', () => {
  beforeEach(() => setRoles('marketer@example.com', ['shopper', 'marketer']))

  it('shows a role that was taken away at once', async () => {
    const { tokens } = await signIn('marketer@example.com')
    expect(await introspect(tokens.access_token)).toMatchObject({
      active: true,
      sub: 'mara',
      client_id: 'shop',
      email: 'marketer@example.com',
      roles: ['shopper', 'marketer'],
    })
    expect((await setRoles('marketer@example.com', ['shopper'])).body).toEqual({
      email: 'marketer@example.com',
      name: 'Mara Marketer',
      roles: ['shopper'],
    })
    expect((await introspect(tokens.access_token)).roles).toEqual(['shopper'])
    await setRoles('marketer@example.com', ['shopper', 'marketer', 'admin'])
    expect((await introspect(tokens.access_token)).roles).toEqual(['shopper', 'marketer', 'admin'])
    const userinfo = await fetch(discovery.userinfo_endpoint, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    })
    expect((await userinfo.json()).roles).toEqual(['shopper', 'marketer', 'admin'])
  })

  it('needs a client, and knows no foreign or revoked token', async () => {
    const { tokens } = await signIn('marketer@example.com')
    const anonymous = await postForm(
      discovery.introspection_endpoint,
      { token: tokens.access_token },
      'Basic x',
    )
    expect(anonymous.status).toBeGreaterThanOrEqual(400)
    expect(anonymous.body).not.toHaveProperty('roles')
    const other = basic('fulfillment', 'other')
    expect(await introspect(tokens.access_token, other)).toMatchObject({ active: true, sub: 'mara' })
    expect(await introspect('nonsense')).toEqual({ active: false })
    const revoked = await postForm(discovery.revocation_endpoint, { token: tokens.access_token })
    expect(revoked.status).toBe(200)
    expect(await introspect(tokens.access_token)).toEqual({ active: false })
  })

  it('knows no token of someone who signed out', async () => {
    const { browser, tokens } = await signIn('shopper@example.com')
    const page = await browser.go(
      `${discovery.end_session_endpoint}?${new URLSearchParams({
        id_token_hint: tokens.id_token,
        post_logout_redirect_uri: 'http://localhost:3000/',
      })}`,
    )
    expect(page.text).toContain('Sign out')
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    await browser.go(`${discovery.end_session_endpoint}/confirm`, { xsrf, logout: 'yes' })
    expect(browser.url).toBe('http://localhost:3000/')
    expect(await introspect(tokens.access_token)).toEqual({ active: false })
    await browser.go(authorizeUrl())
    expect(browser.url).toContain('/sign-in/')
  })
})

describe('switches', () => {
  it('list the people without their passwords', async () => {
    const people = await (await fetch(`${server.issuer}/_local/people`)).json()
    expect(people.map(({ email }: { email: string }) => email)).toEqual([
      'shopper@example.com',
      'marketer@example.com',
      'warehouse@example.com',
      'admin@example.com',
    ])
    expect(JSON.stringify(people)).not.toContain('demo')
  })

  it('refuse unknown people, roles and shapes', async () => {
    expect((await setRoles('nobody@example.com', [])).status).toBe(404)
    expect((await setRoles('shopper@example.com', ['king'])).status).toBe(400)
    expect((await setRoles('shopper@example.com', undefined)).status).toBe(400)
    expect((await fetch(`${server.issuer}/_local/else`)).status).toBe(404)
    expect((await fetch(`${server.issuer}/_local/people/%zz`, { method: 'POST' })).status).toBe(400)
  })
})

it('needs no options, and gives its port back', async () => {
  const other = await startLocalOidc()
  expect(other).toMatchObject({ clientId: 'fiftyone', clientSecret: expect.stringMatching(/^.{32}$/) })
  await other.close()
  const again = await startLocalOidc({ port: Number(new URL(other.issuer).port) })
  expect(again.issuer).toBe(other.issuer)
  await again.close()
})
