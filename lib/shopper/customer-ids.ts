import 'server-only'
import { AppError } from '../core/errors'
import { shopDb } from '../infra/db/shop'
import type { Session } from '../auth'
import { sessionOf } from './session'
import { findShopper, type Shopper } from './shopper-cookie'
import { accounts } from './store'

/** Whose orders and carts this person may see: the browser's own guest, and every customer of the account. */
export async function customerIdsOf(who: {
  shopper: Shopper | null
  session: Session | null
}): Promise<string[]> {
  const linked = who.session ? await accounts.customerIds(shopDb(), who.session.accountId) : []
  return [...new Set([...linked, ...(who.shopper ? [who.shopper.customerId] : [])])]
}

/** Whose orders those of this person are: `customerIdsOf`, and what the account has kept by a link. */
export async function ownerOf(who: { shopper: Shopper | null; session: Session | null }): Promise<{
  customerIds: string[]
  account: { id: string; verifiedEmail: string | null } | null
}> {
  const { session } = who
  return {
    customerIds: await customerIdsOf(who),
    account: session && accountOf(session),
  }
}

/** The session's account, with its e-mail address when the provider has verified it. */
export const accountOf = ({ accountId, email, emailVerified }: Session) => ({
  id: accountId,
  verifiedEmail: emailVerified ? email : null,
})

/** Who asks, by the request's cookies: the browser's shopper, the session, and whose orders they may see. */
export async function whoAsks(request: { headers: Headers }) {
  const [shopper, session] = await Promise.all([
    findShopper(request.headers.get('cookie')),
    sessionOf(request),
  ])
  return { shopper, session, owner: await ownerOf({ shopper, session }) }
}

/** The accounts that own a customer; none for a guest who never signed in. */
export const accountsOf = (customerId: string): Promise<string[]> => accounts.ownersOf(shopDb(), customerId)

/**
 * The customer whom the signed-in person's account buys as: whose address book theirs is.
 * @throws AppError `not_signed_in`
 */
export async function accountCustomer(
  session: Session | null,
): Promise<{ accountId: string; customerId: string; email: string }> {
  const customerId = session && (await accounts.primaryOf(session.accountId))
  if (!session || !customerId) throw new AppError('not_signed_in', 'Please sign in first.')
  return { accountId: session.accountId, customerId, email: session.email }
}
