import { createHash, randomBytes } from 'node:crypto'
import { FormBrowser } from './form-browser'

/** Signs a demo person in at the local auth server, form and all. @returns the access token */
export async function signedInAt(
  server: { issuer: string; clientId: string; clientSecret: string; redirectUri?: string },
  email: string,
): Promise<string> {
  const {
    issuer,
    clientId,
    clientSecret,
    redirectUri = 'http://localhost:3000/api/auth/callback/oidc',
  } = server
  const discovery = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<
    string,
    string
  >
  const verifier = randomBytes(32).toString('base64url')
  const authorize = new URL(discovery['authorization_endpoint'] ?? '')
  authorize.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid email profile',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString()

  const browser = new FormBrowser(issuer)
  await browser.go(authorize.href)
  await browser.go(browser.url, { email, password: 'demo' })
  const answer = await fetch(discovery['token_endpoint'] ?? '', {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: browser.query.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}
