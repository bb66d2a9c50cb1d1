import 'server-only'
import { sessionConfig } from '../config/session'

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

export const sessionCookieName = (): string =>
  ofThisPreview(isSecure() ? '__Secure-next-auth.session-token' : 'next-auth.session-token')
