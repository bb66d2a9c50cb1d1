import 'server-only'
import { shopTransaction } from '../infra/db/shop'
import { accounts } from './store'

/** Someone signed in: the account is made or refreshed, and the guest of this browser becomes one of its customers. */
export async function linkAccount(options: {
  issuer: string
  subject: string
  email: string
  name: string
  guestCustomerId: string | null
}): Promise<{ accountId: string }> {
  const { guestCustomerId, ...person } = options
  return shopTransaction(async (tx) => {
    const { id } = await accounts.upsert(tx, person)
    if (guestCustomerId) await accounts.link(tx, id, guestCustomerId)
    return { accountId: id }
  })
}
