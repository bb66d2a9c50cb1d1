import 'server-only'
import type { Session } from './session'
import type { Shopper } from './shopper-cookie'
import { accounts } from './store'

/** Whose orders and carts this person may see: the browser's own guest, and every customer of the account. */
export async function customerIdsOf(who: {
  shopper: Shopper | null
  session: Session | null
}): Promise<string[]> {
  const linked = who.session ? await accounts.customerIds(who.session.accountId) : []
  return [...new Set([...linked, ...(who.shopper ? [who.shopper.customerId] : [])])]
}
