import 'server-only'
import { authConfig } from '../config/environment'
import { cookiesOf } from './cookies'

/** Cookies marked for https alone, where the shop is reached by it. */
export const isSecure = (): boolean => authConfig().APP_URL.startsWith('https:')

/**
 * Cookies do not tell the ports of a host apart: previews side by side on one machine have names of their own, or
 * signing in to one would sign out of the other. A deployment with a host of its own needs none.
 */
export function ofThisPreview(name: string): string {
  const { DEPLOYMENT, DEPLOYMENT_NAME } = authConfig()
  return DEPLOYMENT === 'preview' && !isSecure() ? `${name}-${DEPLOYMENT_NAME}` : name
}

/** Cookies that take the session, whole or in pieces, away from the browser that sent it. */
export function forgottenSession(cookieHeader: string | null): string[] {
  const name = sessionCookieName()
  const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=0${isSecure() ? '; Secure' : ''}`
  return [...cookiesOf(cookieHeader).keys()]
    .filter((sent) => sent === name || sent.startsWith(`${name}.`))
    .map((sent) => `${sent}=; ${attributes}`)
}

/**
 * What an answer of next-auth does to the session's cookie. It takes the cookie away only once it has checked its own token:
 * a form that another site sent to sign somebody out is answered, too, and takes nothing away.
 */
export function sessionAfter(response: Response): 'set' | 'taken away' | 'as it was' {
  const name = sessionCookieName()
  const told = response.headers.getSetCookie().filter((cookie) => cookie.startsWith(name))
  if (told.length === 0) return 'as it was'
  return told.every((cookie) => /^[^=]+=;/.test(cookie)) ? 'taken away' : 'set'
}

export const sessionCookieName = (): string =>
  ofThisPreview(isSecure() ? '__Secure-next-auth.session-token' : 'next-auth.session-token')
