import { encode } from 'next-auth/jwt'
import type { Session } from '@/lib/auth'

/** A session as it is after signing in at the auth server, but for what is given. */
export const newSession = (given: Partial<Session> & Pick<Session, 'accountId'>): Session => ({
  id: crypto.randomUUID(),
  signedInAt: Date.now(),
  provider: 'oidc',
  email: 'sam@example.com',
  emailVerified: true,
  name: 'Sam',
  roles: ['shopper'],
  accessToken: 'x',
  ...given,
})

/** The Cookie header of a browser that has this session. */
export async function sessionCookie(
  token: Record<string, unknown>,
  secret = process.env['NEXTAUTH_SECRET'] ?? '',
): Promise<string> {
  return `next-auth.session-token=${await encode({ token, secret })}`
}
