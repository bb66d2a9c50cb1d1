import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import { serverConfig } from '../config/server'
import { isSecure, sessionCookieName } from './cookie-names'
import { authProviders, readProfile } from './providers'
import { safeRedirect } from './rules/safe-redirect'
import { Provider } from './schema'
import type { Person } from './store'

const SESSION_SECONDS = 8 * 60 * 60

/** next-auth for one request. `welcome` takes in whoever has just signed in, and knows their account. */
export function signInOptions({
  welcome,
}: {
  welcome: (person: Person) => Promise<{ accountId: string }>
}): NextAuthOptions {
  const { NEXTAUTH_SECRET, APP_URL } = serverConfig()
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
    providers: authProviders(),
    callbacks: {
      async jwt({ token, account, profile }) {
        if (!account) return token
        const provider = Provider.parse(account.provider)
        const { person, roles } = readProfile(provider, profile)
        const { accountId } = await welcome(person)
        const { email, name } = person
        // Only the auth server's own token is ever used again: to ask it for roles.
        const accessToken = provider === 'oidc' ? (account.access_token ?? '') : ''
        return { accountId, provider, email, name, roles, accessToken }
      },
      // What /api/auth/session tells the browser: enough to greet, nothing to act with.
      session({ session, token }) {
        return {
          expires: session.expires,
          user: { name: token.name ?? '', email: token.email ?? '' },
          provider: token['provider'],
          roles: token['roles'],
        }
      },
      redirect: ({ url }) => safeRedirect(url, new URL(APP_URL).origin),
    },
  }
}
