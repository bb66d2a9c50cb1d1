import type { APIRequestContext } from '@playwright/test'
import { stack } from './stack'

/** Signs in at the shop through the auth server's forms, without a browser; the request context keeps the cookies. */
export async function signInByScript(request: APIRequestContext, email: string): Promise<void> {
  const { csrfToken } = (await (await request.get(`${stack.app}/api/auth/csrf`)).json()) as {
    csrfToken: string
  }
  const form = await request.post(`${stack.app}/api/auth/signin/oidc`, {
    form: { csrfToken, callbackUrl: `${stack.app}/account` },
  })
  // Whoever is known to the auth server is sent straight back.
  if (form.url().startsWith(stack.app)) return
  const done = await request.post(form.url(), { form: { demo: email } })
  if (!done.url().startsWith(`${stack.app}/account`))
    throw new Error(`${email} could not sign in: ${done.url()}`)
}

export const setRoles = (email: string, roles: readonly string[]) =>
  fetch(`${stack.oidc}/_local/people/${email}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ roles }),
  })
