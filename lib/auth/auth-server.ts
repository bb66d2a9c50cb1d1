import 'server-only'
import { z } from 'zod'
import { authConfig } from '../config/environment'

const TIMEOUT_MS = 3_000

const Discovery = z.object({
  introspection_endpoint: z.url(),
  revocation_endpoint: z.url().optional(),
})
/** Roles we do not know are no business of ours. */
const Introspection = z.object({
  active: z.boolean(),
  roles: z.array(z.string()).default([]),
})

let endpoints: z.infer<typeof Discovery> | undefined

/** What the auth server says of a token now (RFC 7662). @throws Error when it does not answer */
export async function introspect(token: string): Promise<z.infer<typeof Introspection>> {
  const { introspection_endpoint: endpoint } = await discover()
  const answer = await postAsClient(endpoint, { token, token_type_hint: 'access_token' })
  return Introspection.parse(await answer.json())
}

/**
 * Ends a token at the auth server (RFC 7009), so that a copy of it is worth nothing.
 * @returns false when the auth server offers no revocation
 * @throws Error when it does not answer
 */
export async function revoke(token: string): Promise<boolean> {
  const { revocation_endpoint: endpoint } = await discover()
  if (!endpoint) return false
  await postAsClient(endpoint, { token, token_type_hint: 'access_token' })
  return true
}

async function postAsClient(endpoint: string, form: Record<string, string>): Promise<Response> {
  const { OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = authConfig()
  const pair = [OIDC_CLIENT_ID, OIDC_CLIENT_SECRET].map(encodeURIComponent).join(':')
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(form),
    signal: AbortSignal.timeout(TIMEOUT_MS),
    cache: 'no-store',
  })
  if (!answer.ok) throw new Error(`${new URL(endpoint).pathname} answered ${answer.status}`)
  return answer
}

async function discover(): Promise<z.infer<typeof Discovery>> {
  if (endpoints) return endpoints
  const answer = await fetch(`${authConfig().OIDC_ISSUER}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
    cache: 'no-store',
  })
  return (endpoints = Discovery.parse(await answer.json()))
}
