import 'server-only'
import { serverConfig } from '../config/server'

/** Cookies marked for https alone, where the shop is reached by it. */
export const isSecure = (): boolean => serverConfig().APP_URL.startsWith('https:')

/**
 * Cookies do not tell the ports of a host apart: previews side by side on one machine have names of their own, or
 * signing in to one would sign out of the other. A deployment with a host of its own needs none.
 */
function ofThisPreview(name: string): string {
  const { DEPLOYMENT, DEPLOYMENT_NAME } = serverConfig()
  return DEPLOYMENT === 'preview' && !isSecure() ? `${name}-${DEPLOYMENT_NAME}` : name
}

/** `__Host-` ties the cookie to this host and to https; browsers refuse it on plain http, where there is none. */
export const shopperCookieName = (): string => ofThisPreview(isSecure() ? '__Host-shopper' : 'shopper')

export const sessionCookieName = (): string =>
  ofThisPreview(isSecure() ? '__Secure-next-auth.session-token' : 'next-auth.session-token')
