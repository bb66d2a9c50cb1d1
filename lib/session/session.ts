import 'server-only'
import { decode } from 'next-auth/jwt'
import { z } from 'zod'
import { sessionConfig } from '../config/session'
import { AppError } from '../core/errors'
import { sessionCookieName } from './cookie-names'
import { cookiesOf } from './cookies'
import { mayActAs } from './rules/may-act-as'
import { Provider, Role } from './schema'

/** What the session's token says: verified here, without a call, so roles are those of the time of signing in. */
export const Session = z.object({
  accountId: z.uuid(),
  /** where the person signed in; sessions from before there was a choice are the auth server's */
  provider: Provider.default('oidc'),
  email: z.string(),
  name: z.string(),
  roles: z.array(Role),
  /** of OIDC_ISSUER, for introspection; empty with another provider. Never sent to a browser in clear */
  accessToken: z.string(),
})
export type Session = z.infer<typeof Session>

/** Who is signed in, by the request's cookie; null when nobody is, or the token is old, altered or another shop's. */
export async function sessionOf(request: { headers: Headers }): Promise<Session | null> {
  const token = sessionToken(request.headers.get('cookie'))
  if (!token) return null
  try {
    const parsed = Session.safeParse(await decode({ token, secret: sessionConfig().NEXTAUTH_SECRET }))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
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
