import 'server-only'
import { sessionConfig } from '../config/session'
import { cookiesOf } from './cookies'

/** Cookies marked for https alone, where the shop is reached by it. */
export const isSecure = (): boolean => sessionConfig().APP_URL.startsWith('https:')

/**
 * Cookies do not tell the ports of a host apart: previews side by side on one machine have names of their own, or
 * signing in to one would sign out of the other. A deployment with a host of its own needs none.
 */
export function ofThisPreview(name: string): string {
  const { DEPLOYMENT, DEPLOYMENT_NAME } = sessionConfig()
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

export const sessionCookieName = (): string =>
  ofThisPreview(isSecure() ? '__Secure-next-auth.session-token' : 'next-auth.session-token')
