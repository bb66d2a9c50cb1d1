import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import GitHub from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import { z } from 'zod'
import { serverConfig } from '../config/server'
import { PROVIDER_NAMES, Provider, Role } from './schema'
import type { Person } from './store'

type AuthProvider = NextAuthOptions['providers'][number]

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const Claims = z.object({ sub: z.string().min(1), email: text, name: text })
const ClaimsWithRoles = Claims.extend({ roles: z.array(z.string()).default([]) })
const GitHubProfile = z.object({ id: z.int(), login: z.string(), email: text, name: text })

/** Who signed in, and what the auth server lets them do. */
export interface SignedIn {
  person: Person
  roles: Role[]
}

/** Where people may sign in here, by the environment; OIDC_ISSUER first. */
export function offeredProviders(): Provider[] {
  return Provider.options.filter((provider) => clientOf(provider) !== null)
}

/** next-auth's settings of the offered providers. */
export function authProviders(): AuthProvider[] {
  return offeredProviders().flatMap((provider) => {
    const client = clientOf(provider)
    return client ? [authProvider(provider, client)] : []
  })
}

/**
 * A provider's profile as we know people: by issuer and subject, never by e-mail, so that an address that somebody else
 * has at another provider leads nowhere. Roles are OIDC_ISSUER's word alone.
 */
export function readProfile(provider: Provider, profile: unknown): SignedIn {
  if (provider === 'github') {
    const { id, login, email, name } = GitHubProfile.parse(profile)
    const person = { issuer: 'https://github.com', subject: String(id), email, name: name || login }
    return { person, roles: ['shopper'] }
  }
  if (provider === 'google') {
    const { sub, email, name } = Claims.parse(profile)
    return {
      person: { issuer: 'https://accounts.google.com', subject: sub, email, name },
      roles: ['shopper'],
    }
  }
  const { sub, email, name, roles } = ClaimsWithRoles.parse(profile)
  return {
    person: { issuer: serverConfig().OIDC_ISSUER, subject: sub, email, name },
    roles: Role.options.filter((role) => roles.includes(role)),
  }
}

interface Client {
  clientId: string
  clientSecret: string
}

function clientOf(provider: Provider): Client | null {
  const config = serverConfig()
  const [clientId, clientSecret] = {
    oidc: [config.OIDC_CLIENT_ID, config.OIDC_CLIENT_SECRET],
    google: [config.GOOGLE_CLIENT_ID, config.GOOGLE_CLIENT_SECRET],
    github: [config.GITHUB_CLIENT_ID, config.GITHUB_CLIENT_SECRET],
  }[provider]
  return clientId && clientSecret ? { clientId, clientSecret } : null
}

function authProvider(provider: Provider, client: Client): AuthProvider {
  const profile = (claims: unknown) => {
    const { subject: id, email, name } = readProfile(provider, claims).person
    return { id, email, name }
  }
  if (provider === 'google') return Google({ ...client, profile, checks: ['pkce', 'state', 'nonce'] })
  if (provider === 'github') return GitHub({ ...client, profile, checks: ['pkce', 'state'] })
  return {
    ...client,
    profile,
    id: provider,
    name: PROVIDER_NAMES.oidc,
    type: 'oauth',
    wellKnown: `${serverConfig().OIDC_ISSUER}/.well-known/openid-configuration`,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
  }
}
