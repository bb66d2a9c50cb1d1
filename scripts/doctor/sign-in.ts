import { z } from 'zod'
import type { Environment } from '../../lib/config/branch-environment'
import { about, type Finding, reason, TIMEOUT_MS } from './finding'

const says = about('sign-in')
const Discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  introspection_endpoint: z.url().optional(),
})
type Discovery = z.infer<typeof Discovery>

interface Client {
  issuer: string
  id: string
  secret: string
  callback: string
}

/** The auth server is the one it says it is, knows this client and its callback, and answers who may still do what. */
export async function checkSignIn(environment: Environment): Promise<Finding[]> {
  const { OIDC_ISSUER, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret, APP_URL } = environment
  if (!OIDC_ISSUER || !id || !secret || !APP_URL) return []
  const client = {
    issuer: OIDC_ISSUER.replace(/\/$/, ''),
    id,
    secret,
    callback: `${APP_URL.replace(/\/$/, '')}/api/auth/callback/oidc`,
  }
  let server: Discovery
  try {
    const answer = await fetch(`${client.issuer}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!answer.ok) throw new Error(`it answered ${answer.status}`)
    server = Discovery.parse(await answer.json())
  } catch (error) {
    return [
      says.fault(
        `no OpenID provider at ${client.issuer}: ${error instanceof z.ZodError ? 'its discovery document is not one' : reason(error)}`,
        'set OIDC_ISSUER to the address above which the provider serves /.well-known/openid-configuration',
      ),
    ]
  }
  if (server.issuer.replace(/\/$/, '') !== client.issuer) {
    return [says.fault(`the provider calls itself ${server.issuer}`, 'set OIDC_ISSUER to exactly that')]
  }
  return [
    says.well(`the provider at ${client.issuer} answers`),
    ...(await checkIntrospection(server, client)),
    ...(await checkCallback(server, client)),
  ]
}

async function checkIntrospection(
  { introspection_endpoint: endpoint }: Discovery,
  client: Client,
): Promise<Finding[]> {
  if (!endpoint) {
    return [
      says.fault(
        'the provider offers no introspection: studio and warehouse could write nothing',
        'turn token introspection (RFC 7662) on there, or choose a provider that has it',
      ),
    ]
  }
  const pair = [client.id, client.secret].map(encodeURIComponent).join(':')
  try {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
      body: new URLSearchParams({ token: 'doctor', token_type_hint: 'access_token' }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (answer.status === 401 || answer.status === 403) {
      return [
        says.fault(
          'the provider does not know this client',
          'check OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, and that the client may introspect (client_secret_basic)',
        ),
      ]
    }
    if (!answer.ok) throw new Error(`it answered ${answer.status}`)
    const { active } = z.object({ active: z.boolean() }).parse(await answer.json())
    if (active)
      return [says.fault('introspection calls a made-up token active', 'this is not a provider to trust')]
    return [says.well('introspection answers for this client')]
  } catch (error) {
    return [
      says.fault(
        `introspection cannot be used: ${reason(error)}`,
        'check the client’s rights at the provider',
      ),
    ]
  }
}

/** A provider refuses an unknown callback before it asks anyone to sign in, with an error page of its own. */
async function checkCallback({ authorization_endpoint }: Discovery, client: Client): Promise<Finding[]> {
  const url = new URL(authorization_endpoint)
  const query = {
    client_id: client.id,
    redirect_uri: client.callback,
    response_type: 'code',
    scope: 'openid email profile',
    state: 'doctor',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const status = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) }).then(
    (answer) => answer.status,
    () => 0,
  )
  if (status >= 200 && status < 400) return [says.well(`sends people back to ${client.callback}`)]
  return [
    says.fault(
      `the provider refuses to send people back to ${client.callback} (it answered ${status})`,
      'register this callback for the client there',
    ),
  ]
}
