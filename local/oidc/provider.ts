import { generateKeyPair, randomBytes, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import Provider, { type Configuration, type JWK, type KoaContextWithOIDC } from 'oidc-provider'
import { errorPage, signedOutPage, signOutPage } from './pages'
import type { People, Person } from './people'
import { memoryStore } from './store'

export interface OidcClient {
  clientId: string
  clientSecret: string
  redirectUris: string[]
}

const HOUR = 3600
const SCOPE = 'openid email profile roles'

const claimsOf = ({ id, email, name, roles }: Person) => ({
  sub: id,
  email,
  email_verified: true,
  name,
  roles: [...roles],
})

/** The OpenID provider: authorization code with PKCE for the given clients, all of them ours. */
export async function createProvider(issuer: string, clients: readonly OidcClient[], people: People) {
  const provider = new Provider(issuer, {
    adapter: memoryStore(),
    jwks: { keys: [await newSigningKey()] },
    clients: clients.map(({ clientId, clientSecret, redirectUris }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: redirectUris,
      post_logout_redirect_uris: [...new Set(redirectUris.map((uri) => `${new URL(uri).origin}/`))],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      scope: SCOPE,
    })),
    scopes: SCOPE.split(' '),
    responseTypes: ['code'],
    // Roles come with `profile` too, so that a client that asks for the usual scopes gets them.
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'roles'],
      roles: ['roles'],
    },
    // The id token carries the claims itself; otherwise they would be in userinfo only.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_ctx, id) => {
      const person = people.byId(id)
      return person && { accountId: id, claims: () => claimsOf(people.byId(id) ?? person) }
    },
    loadExistingGrant: grantToOurs,
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    cookies: cookies(issuer),
    ttl: {
      AccessToken: 8 * HOUR,
      AuthorizationCode: 60,
      IdToken: HOUR,
      Interaction: HOUR,
      Session: 24 * HOUR,
      Grant: 24 * HOUR,
    },
    clientBasedCORS: () => false,
    features,
    renderError: (ctx, out) => html(ctx, errorPage({ ...out })),
  })
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.path === '/token/introspection') addCurrentClaims(ctx, people)
  })
  provider.on('server_error', (_ctx, error) => console.error('local oidc:', error))
  return provider
}

const features: Configuration['features'] = {
  devInteractions: { enabled: false },
  introspection: { enabled: true, allowedPolicy: () => true },
  revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: (ctx, form) => html(ctx, signOutPage(form)),
    postLogoutSuccessSource: (ctx) => html(ctx, signedOutPage()),
  },
}

function html(ctx: KoaContextWithOIDC, body: string): void {
  ctx.type = 'html'
  ctx.body = body
}

/** Introspection tells who a token stands for as they are now: a role taken away is missing at once. */
function addCurrentClaims(ctx: { body: unknown }, people: People): void {
  const { body } = ctx
  if (typeof body !== 'object' || body === null || !('active' in body) || body.active !== true) return
  const person = 'sub' in body ? people.byId(String(body.sub)) : undefined
  if (person) ctx.body = { ...body, ...claimsOf(person), username: person.email }
}

/** Nobody is asked for consent by an application of the house: what it asks for is granted at sign-in. */
async function grantToOurs({ oidc }: KoaContextWithOIDC) {
  const { client, session, account, provider, result } = oidc
  if (!client || !session || !account) return undefined
  const existing = result?.consent?.grantId ?? session.grantIdFor(client.clientId)
  const found = existing ? await provider.Grant.find(existing) : undefined
  if (found?.accountId === account.accountId) return found
  const grant = new provider.Grant({ clientId: client.clientId, accountId: account.accountId })
  grant.addOIDCScope(SCOPE)
  await grant.save()
  return grant
}

/** Cookies are shared by all ports of a host, so the names tell servers apart. */
function cookies(issuer: string): NonNullable<Configuration['cookies']> {
  const { port } = new URL(issuer)
  return {
    keys: [randomBytes(32).toString('hex')],
    names: {
      session: `oidc_${port}_session`,
      interaction: `oidc_${port}_interaction`,
      resume: `oidc_${port}_resume`,
    },
  }
}

async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const { kty = 'RSA', ...jwk } = privateKey.export({ format: 'jwk' })
  return { ...jwk, kty, kid: randomUUID(), use: 'sig', alg: 'RS256' } as JWK
}
