import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import { z } from 'zod'
import { cleanLine } from '../core/plain-text'
import { authConfig } from '../config/environment'
import { PROVIDER_NAMES } from './rules/provider-names'
import { Role } from './schema'

type AuthProvider = NextAuthOptions['providers'][number]

/** Who signed in, by the word of an auth server, and what it lets them do. */
export interface SignedIn {
  person: {
    issuer: string
    subject: string
    email: string
    /** the auth server has seen that the person reads mail there; false when it does not say */
    emailVerified: boolean
    name: string
  }
  roles: Role[]
}

const text = z
  .string()
  .nullish()
  .transform((value) => cleanLine(value ?? '').trim())
/** Some providers write the flag as text. One that is missing, or anything else, says nothing: the address is not verified. */
const flag = z
  .unknown()
  .optional()
  .transform((value) => value === true || value === 'true')
export const Claims = z.object({ sub: z.string().min(1), email: text, email_verified: flag, name: text })
const ClaimsWithRoles = Claims.extend({ roles: z.array(z.string()).default([]) })

/** A person of OIDC_ISSUER, with the roles that we know. */
export function readOidcPerson(profile: unknown): SignedIn {
  const { sub, email, email_verified: emailVerified, name, roles } = ClaimsWithRoles.parse(profile)
  return {
    person: { issuer: authConfig().OIDC_ISSUER, subject: sub, email, emailVerified, name },
    roles: Role.options.filter((role) => roles.includes(role)),
  }
}

/** The auth server of OIDC_ISSUER, as next-auth wants it. */
export function oidcProvider(): AuthProvider {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = authConfig()
  return {
    id: 'oidc',
    name: PROVIDER_NAMES.oidc,
    type: 'oauth',
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    wellKnown: `${OIDC_ISSUER}/.well-known/openid-configuration`,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    profile(claims: unknown) {
      const { subject: id, email, name } = readOidcPerson(claims).person
      return { id, email, name }
    },
  }
}
