import 'server-only'
import { shopDb } from '../infra/db/shop'
import { findShopper, forgottenShopper } from './shopper-cookie'
import { customers } from './store'

/**
 * Ends what this browser may do for an account: its secret is over, here and in every copy of the cookie. Other browsers
 * of the account stay signed in; the cart stays with the account. A guest, who was never signed in, stays one.
 * @returns cookies that make the browser forget
 */
export async function signOutBrowser(cookieHeader: string | null): Promise<string[]> {
  const shopper = await findShopper(cookieHeader)
  return shopper && (await customers.signOut(shopDb(), shopper)) ? forgottenShopper() : []
}
