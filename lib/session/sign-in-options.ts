import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import { sessionConfig } from '../config/session'
import { sessionCookieName } from './cookie-names'
import type { SignedIn } from './oidc-provider'
import { safeRedirect } from './rules/safe-redirect'
import { Provider } from './schema'

const SESSION_SECONDS = 8 * 60 * 60

/**
 * next-auth as either application has it: the same cookie, signed with the same secret, so that one sign-in opens both.
 * @param read a provider's profile, as we know people
 * @param welcome takes in whoever has just signed in, and knows their account
 */
export function sessionOptions(options: {
  origin: string
  secure: boolean
  /** the path of the page where one signs in and out */
  pages: string
  providers: NextAuthOptions['providers']
  read: (provider: Provider, profile: unknown) => SignedIn
  welcome: (person: SignedIn['person']) => Promise<{ accountId: string }>
}): NextAuthOptions {
  const { origin, secure, pages, providers, read, welcome } = options
  return {
    secret: sessionConfig().NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
    },
    pages: { signIn: pages, error: pages, signOut: pages },
    providers,
    callbacks: {
      async jwt({ token, account, profile }) {
        if (!account) return token
        const provider = Provider.parse(account.provider)
        const { person, roles } = read(provider, profile)
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
      redirect: ({ url }) => safeRedirect(url, origin),
    },
  }
}
