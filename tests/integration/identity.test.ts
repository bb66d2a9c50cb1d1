import { encode } from 'next-auth/jwt'
import { afterAll, describe, expect, test } from 'vitest'
import { GET as board } from '@/app/api/fulfillment/board/route'
import { confirmRole, findShopper, newGuest, sessionOf } from '@/lib/identity'
import { startLocalOidc } from '@/local/oidc'
import { newShopper, request } from '../support/fixtures'
import { signedInAt } from '../support/sign-in'

const oidc = await startLocalOidc()
Object.assign(process.env, {
  OIDC_ISSUER: oidc.issuer,
  OIDC_CLIENT_ID: oidc.clientId,
  OIDC_CLIENT_SECRET: oidc.clientSecret,
})
afterAll(() => oidc.close())

const secret = () => process.env['NEXTAUTH_SECRET'] ?? ''
const cookieOf = async (token: Record<string, unknown>, key = secret()) =>
  `next-auth.session-token=${await encode({ token, secret: key })}`
const wanda = {
  accountId: '0190a000-0000-7000-8000-000000000001',
  provider: 'oidc' as const,
  email: 'warehouse@example.com',
  name: 'Wanda',
  roles: ['shopper', 'warehouse'],
  accessToken: 'x',
}
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
    const session = { ...wanda, roles: ['shopper' as const, 'warehouse' as const] }
    const accessToken = await signedInAt(oidc, wanda.email)
    await expect(confirmRole({ ...session, accessToken }, 'warehouse')).resolves.toMatchObject({
      roles: ['shopper', 'warehouse'],
    })
    await setRoles(wanda.email, ['shopper'])
    await expect(confirmRole({ ...session, accessToken }, 'warehouse')).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await setRoles(wanda.email, ['shopper', 'warehouse'])
    await expect(confirmRole({ ...session, accessToken }, 'warehouse')).resolves.toBeDefined()
    await expect(confirmRole({ ...session, accessToken: 'made-up' }, 'warehouse')).rejects.toMatchObject({
      code: 'not_signed_in',
    })
  })
})
