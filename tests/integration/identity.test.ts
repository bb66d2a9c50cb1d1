import { afterAll, describe, expect, test } from 'vitest'
import { GET as board } from '@/app/api/fulfillment/board/route'
import {
  confirmRole,
  findShopper,
  newGuest,
  offeredProviders,
  type Person,
  sessionOf,
  signInOptions,
} from '@/lib/shopper'
import { startLocalOidc } from '@/local/oidc'
import { newShopper, request } from '../support/fixtures'
import { newSession, sessionCookie } from '../support/session'
import { signedInAt } from '../support/sign-in'

const oidc = await startLocalOidc()
Object.assign(process.env, {
  OIDC_ISSUER: oidc.issuer,
  OIDC_CLIENT_ID: oidc.clientId,
  OIDC_CLIENT_SECRET: oidc.clientSecret,
  GOOGLE_CLIENT_ID: 'google-id',
  GOOGLE_CLIENT_SECRET: 'google-secret',
  // Half of a pair offers nothing.
  GITHUB_CLIENT_ID: 'github-id',
})
afterAll(() => oidc.close())

const cookieOf = sessionCookie
const wanda = newSession({
  accountId: '0190a000-0000-7000-8000-000000000001',
  email: 'warehouse@example.com',
  name: 'Wanda',
  roles: ['shopper', 'warehouse'],
})
const setRoles = (email: string, roles: string[]) =>
  fetch(`${oidc.issuer}/_local/people/${email}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ roles }),
  })

describe('the shopper’s cookie', () => {
  test('names a stored guest by the hash of its secret alone', async () => {
    const { shopper, cookie } = await newShopper()
    expect((await findShopper(cookie))?.customerId).toBe(shopper.customerId)
  })

  test.each([
    ['another secret', (value: string) => value.replace(/\.[^;]+/, `.${'A'.repeat(22)}`)],
    ['no secret', (value: string) => value.replace(/\.[^;]+/, '')],
    ['SQL', () => `shopper=' OR 1=1 --`],
  ])('%s is nobody', async (_, forge) => {
    const { cookie } = await newShopper()
    expect(await findShopper(forge(cookie))).toBeNull()
  })

  test('a guest who was never stored is nobody', async () => {
    expect(
      await findShopper(
        newGuest()
          .cookies.map((cookie) => cookie.split(';')[0])
          .join('; '),
      ),
    ).toBeNull()
  })
})

describe('the session', () => {
  test('is read from its cookie, whole or in pieces', async () => {
    const cookie = await cookieOf(wanda)
    expect((await sessionOf(request('/', { cookie })))?.name).toBe('Wanda')
    const [name, value = ''] = cookie.split('=')
    const pieces = `${name}.0=${value.slice(0, 100)}; ${name}.1=${value.slice(100)}`
    expect((await sessionOf(request('/', { cookie: pieces })))?.name).toBe('Wanda')
  })

  test.each([
    ['another shop’s', () => cookieOf(wanda, 'another-secret-of-another-shop')],
    ['an altered one', async () => (await cookieOf(wanda)).slice(0, -6) + 'AAAAAA'],
    ['one without roles', () => cookieOf({ accountId: wanda.accountId })],
    ['one without an id, by which it could be ended', () => cookieOf({ ...wanda, id: undefined })],
    [
      'one of more than 8 hours ago, however fresh its cookie',
      () => cookieOf({ ...wanda, signedInAt: Date.now() - 8 * 60 * 60_000 }),
    ],
    ['rubbish', async () => 'next-auth.session-token=x'],
  ])('%s is no session', async (_, forged) => {
    expect(await sessionOf(request('/', { cookie: await forged() }))).toBeNull()
  })

  test('the board is for the warehouse', async () => {
    const read = async (cookie?: string) =>
      (await board(request('/api/fulfillment/board', cookie ? { cookie } : {}))).status
    expect(await read()).toBe(401)
    expect(await read(await cookieOf({ ...wanda, roles: ['shopper', 'marketer'] }))).toBe(403)
    expect(await read(await cookieOf(wanda))).toBe(200)
  })
})

describe('a write asks the auth server', () => {
  test('a role revoked there stops the very next write', async () => {
    const session = { ...wanda, id: crypto.randomUUID() }
    const accessToken = await signedInAt(oidc, wanda.email)
    await expect(confirmRole({ ...session, accessToken }, 'warehouse')).resolves.toMatchObject({
      roles: ['shopper', 'warehouse'],
    })
    await setRoles(wanda.email, ['shopper'])
    await expect(confirmRole({ ...session, accessToken }, 'warehouse')).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await setRoles(wanda.email, ['shopper', 'warehouse'])
    await expect(confirmRole({ ...session, accessToken: 'made-up' }, 'warehouse')).rejects.toMatchObject({
      code: 'not_signed_in',
    })
  })
})

describe('who signs in elsewhere', () => {
  const welcomed: Person[] = []
  const options = () =>
    signInOptions({
      welcome: async (person) => {
        welcomed.push(person)
        return { accountId: wanda.accountId, at: new Date() }
      },
    })
  type JwtInput = Parameters<NonNullable<NonNullable<ReturnType<typeof options>['callbacks']>['jwt']>>[0]
  const tokenFor = (provider: string, profile: object) =>
    options().callbacks?.jwt?.({
      token: {},
      account: { provider, type: 'oauth', providerAccountId: 'x', access_token: `token-of-${provider}` },
      profile,
    } as unknown as JwtInput)

  test('is offered what has both of its pair in the environment', () => {
    expect(offeredProviders()).toEqual(['oidc', 'google'])
    expect(options().providers.map(({ id }) => id)).toEqual(['oidc', 'google'])
  })

  test('has the roles of the auth server, and of no one else', async () => {
    const roles = ['shopper', 'warehouse', 'admin', 'emperor']
    const profile = { sub: 'wanda', email: 'w@example.com', name: 'Wanda', roles }
    expect(await tokenFor('oidc', profile)).toMatchObject({
      provider: 'oidc',
      roles: ['shopper', 'warehouse', 'admin'],
      accessToken: 'token-of-oidc',
    })
    for (const [provider, claims] of [
      ['google', profile],
      ['github', { ...profile, id: 7, login: 'wanda' }],
    ] as const) {
      expect(await tokenFor(provider, claims)).toMatchObject({
        provider,
        roles: ['shopper'],
        accessToken: '',
      })
    }
    // The same name and address everywhere, and three people all the same.
    expect(welcomed.map(({ issuer, subject }) => [issuer, subject])).toEqual([
      [oidc.issuer, 'wanda'],
      ['https://accounts.google.com', 'wanda'],
      ['https://github.com', '7'],
    ])
  })

  test.each([
    ['oidc', { sub: 'x', email_verified: true }, true],
    ['oidc', { sub: 'x', email_verified: 'true' }, true],
    ['oidc', { sub: 'x', email_verified: false }, false],
    ['oidc', { sub: 'x', email_verified: 'false' }, false],
    ['oidc', { sub: 'x', email_verified: 1 }, false],
    ['oidc', { sub: 'x' }, false],
    ['google', { sub: 'x', email_verified: true }, true],
    ['google', { sub: 'x' }, false],
    // GitHub's profile does not say whether its public address was ever confirmed.
    ['github', { id: 7, login: 'x', email_verified: true }, false],
  ])('an address counts as verified when %s says so: %o', async (provider, profile, verified) => {
    expect(await tokenFor(provider, { ...profile, email: 'w@example.com', name: 'W' })).toMatchObject({
      email: 'w@example.com',
      emailVerified: verified,
    })
  })

  test('may write nothing that staff writes, whatever the session says; nobody is asked', async () => {
    const forged = { ...wanda, provider: 'google' as const, roles: ['admin' as const] }
    await expect(confirmRole(forged, 'warehouse')).rejects.toMatchObject({ code: 'not_allowed' })
  })
})
