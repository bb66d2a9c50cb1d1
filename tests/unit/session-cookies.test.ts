import { beforeAll, expect, test, vi } from 'vitest'
import { composeEnvironment, newSecrets } from '@/local/environment'
import { forgottenSession, sessionAfter } from '@/lib/auth/cookie-names'

const nowhere = 'http://127.0.0.1:9'
beforeAll(() => {
  const parts = {
    ...{ app: 'http://localhost:3000', postgres: 'postgresql://x@127.0.0.1:9/x', oidc: nowhere },
    fulfillmentPostgres: 'postgresql://x@127.0.0.1:9/x',
    redis: { url: nowhere, token: 'x' },
    stripe: { url: nowhere, secretKey: 'sk_test_x', publishableKey: 'pk_test_x', stripeJsUrl: nowhere },
    qstash: { url: nowhere, token: 'x' },
  }
  for (const [name, value] of Object.entries(composeEnvironment(parts, newSecrets()))) vi.stubEnv(name, value)
})

const answer = (...cookies: string[]) =>
  new Response(null, { headers: cookies.map((cookie) => ['set-cookie', cookie] as [string, string]) })

test.each([
  ['no cookie', answer(), 'as it was'],
  ['a sign-out form without next-auth’s token', answer('next-auth.callback-url=x; Path=/'), 'as it was'],
  ['a sign-in', answer('next-auth.session-token=abc; Path=/'), 'set'],
  [
    'a large session, in pieces',
    answer('next-auth.session-token=; Max-Age=0', 'next-auth.session-token.0=a'),
    'set',
  ],
  [
    'a sign-out',
    answer('next-auth.session-token=; Max-Age=0', 'next-auth.session-token.0=; Max-Age=0'),
    'taken away',
  ],
])('%s leaves the session as it should be', (_, response, after) =>
  expect(sessionAfter(response)).toBe(after),
)

test('a browser forgets its session whole or in pieces, and no other cookie', () => {
  const cookies = forgottenSession('a=1; next-auth.session-token.0=x; next-auth.session-token.1=y; shopper=z')
  expect(cookies.map((cookie) => cookie.split(';', 1)[0])).toEqual([
    'next-auth.session-token.0=',
    'next-auth.session-token.1=',
  ])
  expect(forgottenSession(null)).toEqual([])
})
