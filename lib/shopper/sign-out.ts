import 'server-only'
import { shopDb } from '../infra/db/shop'
import { forgottenSession, isSecure, type Session } from '../auth'
import { SESSION_HINT_COOKIE } from './schema'
import { endSessions, sessionOf } from './session'
import { findShopper, forgottenShopper } from './shopper-cookie'
import { customers } from './store'

/**
 * Ends what this browser may do for an account: its session and its secret are over, here and in every copy of the cookies.
 * Other browsers of the account stay signed in; the cart stays with the account. A guest, who was never signed in, stays one.
 * @returns cookies that make the browser forget; next-auth takes the session's own away
 * @throws when nothing could be ended: the browser then keeps its cookies, and may try again
 */
export async function signOutBrowser(cookieHeader: string | null): Promise<string[]> {
  const headers = new Headers(cookieHeader === null ? {} : { cookie: cookieHeader })
  const [shopper, session] = await Promise.all([findShopper(cookieHeader), sessionOf({ headers })])
  if (session) await endSessions(session, 'this')
  return shopper && (await customers.signOut(shopDb(), shopper)) ? forgottenShopper() : []
}

/**
 * Ends every session of the account, in every browser, this one too.
 * @returns cookies that make this browser forget
 */
export async function signOutEverywhere(session: Session, cookieHeader: string | null): Promise<string[]> {
  await endSessions(session, 'all')
  const hint = `${SESSION_HINT_COOKIE}=; Max-Age=0; Path=/; SameSite=Lax${isSecure() ? '; Secure' : ''}`
  return [...forgottenSession(cookieHeader), ...forgottenShopper(), hint]
}
