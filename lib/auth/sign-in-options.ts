import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import { authConfig } from '../config/environment'
import { sessionCookieName } from './cookie-names'
import type { SignedIn } from './oidc-provider'
import { safeRedirect } from './rules/safe-redirect'
import { Provider } from './schema'
import { liveSession, type Session, SESSION_SECONDS } from './session'

/**
 * next-auth as either application has it: the same cookie, signed with the same secret, so that one sign-in opens both.
 * @param read a provider's profile, as we know people
 * @param welcome records the person who has just signed in; returns their account and the database's time
 * @param hasEnded whether a session was ended before its time: next-auth renews no such cookie
 */
export function sessionOptions(options: {
  origin: string
  secure: boolean
  /** the path of the page where one signs in and out */
  pages: string
  providers: NextAuthOptions['providers']
  read: (provider: Provider, profile: unknown) => SignedIn
  welcome: (person: SignedIn['person']) => Promise<{ accountId: string; at: Date }>
  hasEnded: (session: Session) => Promise<boolean>
}): NextAuthOptions {
  const { origin, secure, pages, providers, read, welcome, hasEnded } = options
  return {
    secret: authConfig().NEXTAUTH_SECRET,
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
        if (!account) {
          const session = liveSession(token)
          if (!session || (await hasEnded(session))) throw new Error('the session has ended')
          return token
        }
        const provider = Provider.parse(account.provider)
        const { person, roles } = read(provider, profile)
        const { accountId, at } = await welcome(person)
        const { email, emailVerified, name } = person
        // Only the auth server's own token is ever used again: to ask it for roles.
        const accessToken = provider === 'oidc' ? (account.access_token ?? '') : ''
        return {
          ...{ id: crypto.randomUUID(), signedInAt: at.getTime() },
          ...{ accountId, provider, email, emailVerified, name, roles, accessToken },
        } satisfies Session
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
    // An ended session that asks for itself is no fault of ours; next-auth takes its cookie away.
    logger: {
      error: (code, about) =>
        code === 'JWT_SESSION_ERROR' ? undefined : console.error(`[next-auth] ${code}`, about),
    },
  }
}
