import 'server-only'
import { z } from 'zod'
import { sessionConfig } from '../config/session'
import { AppError } from '../core/errors'
import { mayActAs } from './rules/may-act-as'
import { Role } from './schema'
import { requireRole, type Session } from './session'

const TIMEOUT_MS = 3_000

const Discovery = z.object({ introspection_endpoint: z.url() })
/** Roles we do not know are no business of ours. */
const Introspection = z.object({
  active: z.boolean(),
  roles: z.array(z.string()).default([]),
})

let endpoint: string | undefined

/**
 * Whether someone has a role now, by the word of the auth server: asked before every write of studio and warehouse, so
 * that a revoked worker is out at the next one (docs/decisions/0009).
 *
 * @throws AppError `not_signed_in` when the session ended there, `not_allowed`, `unavailable` when it does not answer:
 *   without its word nothing is written
 */
export async function confirmRole(session: Session | null, role: Role): Promise<Session> {
  const { accessToken, ...rest } = requireRole(session, role)
  // Another provider's token is none of the auth server's business, and its people have no roles there.
  if (rest.provider !== 'oidc') throw new AppError('not_allowed', 'Your account may not do this.')
  const { active, roles } = await introspect(accessToken)
  if (!active) throw new AppError('not_signed_in', 'Your session has ended. Please sign in again.')
  const known = roles.flatMap((name) => Role.options.filter((option) => option === name))
  if (!mayActAs(known, role)) throw new AppError('not_allowed', 'Your account may no longer do this.')
  return { ...rest, accessToken, roles: known }
}

async function introspect(token: string): Promise<z.infer<typeof Introspection>> {
  const { OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = sessionConfig()
  try {
    endpoint ??= await introspectionEndpoint()
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${encodeURIComponent(OIDC_CLIENT_ID)}:${encodeURIComponent(OIDC_CLIENT_SECRET)}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ token, token_type_hint: 'access_token' }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      cache: 'no-store',
    })
    if (!answer.ok) throw new Error(`introspection answered ${answer.status}`)
    return Introspection.parse(await answer.json())
  } catch (error) {
    throw new AppError(
      'unavailable',
      'We could not ask whether you may do this. Nothing was changed. Please try again.',
      { retryAfter: 2 },
      { cause: error },
    )
  }
}

async function introspectionEndpoint(): Promise<string> {
  const answer = await fetch(`${sessionConfig().OIDC_ISSUER}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
    cache: 'no-store',
  })
  return Discovery.parse(await answer.json()).introspection_endpoint
}
