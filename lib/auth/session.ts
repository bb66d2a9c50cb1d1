import 'server-only'
import { decode } from 'next-auth/jwt'
import { z } from 'zod'
import { authConfig } from '../config/environment'
import { AppError } from '../core/errors'
import { sessionCookieName } from './cookie-names'
import { cookiesOf } from './cookies'
import { mayActAs } from './rules/may-act-as'
import { Provider, Role } from './schema'

/** A session ends this long after its sign-in, however often it is used. */
export const SESSION_SECONDS = 8 * 60 * 60

/** What the session's token says: verified here, without a call, so roles are those of the time of signing in. */
export const Session = z.object({
  /** of this sign-in: by it the session is ended before its time */
  id: z.uuid(),
  /** Unix ms, by the database's clock */
  signedInAt: z.int(),
  accountId: z.uuid(),
  /** where the person signed in */
  provider: Provider,
  email: z.string(),
  /** by the word of the provider at sign-in; an address that is not verified opens nothing */
  emailVerified: z.boolean().default(false),
  name: z.string(),
  roles: z.array(Role),
  /** of OIDC_ISSUER, for introspection; empty with another provider. Never sent to a browser in clear */
  accessToken: z.string(),
})
export type Session = z.infer<typeof Session>

/**
 * Who is signed in, by the request's cookie; null when nobody is, when the token is old, altered or another shop's, and when
 * the session was ended, of which each application keeps its own list.
 * @throws what `hasEnded` throws: while nobody can know whether a session was ended, it opens nothing
 */
export async function sessionOf(
  request: { headers: Headers },
  hasEnded: (session: Session) => Promise<boolean>,
): Promise<Session | null> {
  const token = sessionToken(request.headers.get('cookie'))
  const session = token ? await sessionIn(token) : null
  return session && !(await hasEnded(session)) ? session : null
}

async function sessionIn(token: string): Promise<Session | null> {
  try {
    return liveSession(await decode({ token, secret: authConfig().NEXTAUTH_SECRET }))
  } catch {
    return null
  }
}

/** What a decoded token says, unless its session is over by now. */
export function liveSession(token: unknown, now = Date.now()): Session | null {
  const { data } = Session.safeParse(token)
  return data && data.signedInAt + SESSION_SECONDS * 1000 > now ? data : null
}

/** @throws AppError `not_signed_in`, `not_allowed` */
export function requireRole(session: Session | null, role: Role): Session {
  if (!session) throw new AppError('not_signed_in', 'Please sign in first.')
  if (!mayActAs(session.roles, role)) throw new AppError('not_allowed', 'Your account may not do this.')
  return session
}

/** A large token comes in pieces: name.0, name.1, … */
function sessionToken(header: string | null): string {
  const name = sessionCookieName()
  const cookies = cookiesOf(header)
  const whole = cookies.get(name)
  if (whole) return whole
  const pieces: string[] = []
  for (let piece = cookies.get(`${name}.0`); piece; piece = cookies.get(`${name}.${pieces.length}`))
    pieces.push(piece)
  return pieces.join('')
}
