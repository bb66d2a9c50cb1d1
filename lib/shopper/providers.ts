import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import GitHub from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import { z } from 'zod'
import { serverConfig } from '../config/shop/server'
import { Claims, oidcProvider, readOidcPerson, type SignedIn } from '../auth'
import { Provider } from './schema'

type AuthProvider = NextAuthOptions['providers'][number]

const GitHubProfile = Claims.pick({ email: true, name: true }).extend({ id: z.int(), login: z.string() })

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
 * has at another provider leads nowhere. Roles are OIDC_ISSUER's word alone. An address counts as verified when the provider
 * says so; GitHub's profile does not say.
 */
export function readProfile(provider: Provider, profile: unknown): SignedIn {
  if (provider === 'github') {
    const { id, login, email, name } = GitHubProfile.parse(profile)
    const issuer = 'https://github.com'
    const person = { issuer, subject: String(id), email, emailVerified: false, name: name || login }
    return { person, roles: ['shopper'] }
  }
  if (provider === 'google') {
    const { sub: subject, email, email_verified: emailVerified, name } = Claims.parse(profile)
    return {
      person: { issuer: 'https://accounts.google.com', subject, email, emailVerified, name },
      roles: ['shopper'],
    }
  }
  return readOidcPerson(profile)
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
  return oidcProvider()
}
