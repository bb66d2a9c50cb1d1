import 'server-only'
import { AppError } from '../core/errors'
import { introspect } from './auth-server'
import { mayActAs } from './rules/may-act-as'
import { Role } from './schema'
import { requireRole, type Session } from './session'

/** Ends a session before its time, or all of its account's that have begun until now. */
export type EndSessions = (session: Session, which: 'this' | 'all') => Promise<void>

/**
 * Whether someone has a role now, by the word of the auth server: asked before every write of studio and warehouse, so
 * that a revoked worker is out at the next one (docs/decisions/0009). What the auth server takes back ends here too: the
 * session of a token that it ended, and every session of an account that lost the role, so that nothing is read on.
 *
 * @throws AppError `not_signed_in` when the session ended there, `not_allowed`, `unavailable` when it does not answer:
 *   without its word nothing is written
 */
export async function confirmRole(session: Session | null, role: Role, end: EndSessions): Promise<Session> {
  const known = requireRole(session, role)
  // Another provider's token is none of the auth server's business, and its people have no roles there.
  if (known.provider !== 'oidc') throw new AppError('not_allowed', 'Your account may not do this.')
  const { active, roles } = await ask(known.accessToken)
  if (!active) {
    await end(known, 'this')
    throw new AppError('not_signed_in', 'Your session has ended. Please sign in again.')
  }
  const now = roles.flatMap((name) => Role.options.filter((option) => option === name))
  if (!mayActAs(now, role)) {
    await end(known, 'all')
    throw new AppError('not_allowed', 'Your account may no longer do this.')
  }
  return { ...known, roles: now }
}

async function ask(token: string): ReturnType<typeof introspect> {
  try {
    return await introspect(token)
  } catch (error) {
    throw new AppError(
      'unavailable',
      'We could not ask whether you may do this. Nothing was changed. Please try again.',
      { retryAfter: 2 },
      { cause: error },
    )
  }
}
