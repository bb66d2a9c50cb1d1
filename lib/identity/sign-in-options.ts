import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import { z } from 'zod'
import { serverConfig } from '../config/server'
import { isSecure, sessionCookieName } from './cookie-names'
import { linkAccount } from './link-account'
import { safeRedirect } from './rules/safe-redirect'
import { PROVIDER_ID, Role } from './schema'
import { findShopper } from './shopper-cookie'

const SESSION_SECONDS = 8 * 60 * 60

const Profile = z.object({
  sub: z.string().min(1),
  email: z.string().default(''),
  name: z.string().default(''),
  roles: z.array(z.string()).default([]),
})

/** next-auth for one request: its cookie says which guest is signing in. */
export function signInOptions(request: { headers: Headers }): NextAuthOptions {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, NEXTAUTH_SECRET, APP_URL } = serverConfig()
  return {
    secret: NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() },
      },
    },
    pages: { signIn: '/account', error: '/account', signOut: '/account' },
    providers: [
      {
        id: PROVIDER_ID,
        name: 'Fiftyone',
        type: 'oauth',
        wellKnown: `${OIDC_ISSUER}/.well-known/openid-configuration`,
        authorization: { params: { scope: 'openid email profile' } },
        clientId: OIDC_CLIENT_ID,
        clientSecret: OIDC_CLIENT_SECRET,
        idToken: true,
        checks: ['pkce', 'state', 'nonce'],
        profile: (claims) => {
          const { sub, email, name } = Profile.parse(claims)
          return { id: sub, email, name }
        },
      },
    ],
    callbacks: {
      async jwt({ token, account, profile }) {
        if (!account) return token
        const { sub, email, name, roles } = Profile.parse(profile)
        const guest = await findShopper(request.headers.get('cookie'))
        const { accountId } = await linkAccount({
          issuer: OIDC_ISSUER,
          subject: sub,
          email,
          name,
          guestCustomerId: guest?.customerId ?? null,
        })
        const known = Role.options.filter((role) => roles.includes(role))
        return { accountId, email, name, roles: known, accessToken: account.access_token ?? '' }
      },
      // What /api/auth/session tells the browser: enough to greet, nothing to act with.
      session({ session, token }) {
        return {
          expires: session.expires,
          user: { name: token.name ?? '', email: token.email ?? '' },
          roles: token['roles'],
        }
      },
      redirect: ({ url }) => safeRedirect(url, new URL(APP_URL).origin),
    },
  }
}
