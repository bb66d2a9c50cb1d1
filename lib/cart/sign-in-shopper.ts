import 'server-only'
import { foreseeSignIn, linkAccount, newBrowserSecret, type Person, type Shopper } from '../shopper'
import { shopDb, shopTransaction } from '../infra/db/shop'
import { log } from '../infra/log/log'
import { moveHolds } from '../inventory'
import { carts, type MergeOutcome } from './store'

type Moved = Extract<MergeOutcome, { outcome: 'merged' }>

/**
 * Someone signed in: this browser becomes the account's customer under a new secret, and what its guest had in the cart
 * moves to the account's cart. One transaction: 20 sign-ins at once move each unit once. No row changes its customer;
 * orders of the guest stay where they are, and show up by the account's link.
 *
 * An open order pins its cart, so the order is canceled first, as before any change of a cart. When that can't be done now,
 * or when the order turns out to be paid, that cart stays as it is, and the account's next sign-in looks at it again.
 * Signing in never fails because of a cart.
 *
 * @param endOpenOrder cancels the open orders of a customer; throws when a payment's outcome can't be known now
 * @returns cookies that make this browser the account's customer
 */
export async function signInShopper(options: {
  person: Person
  shopper: Shopper | null
  endOpenOrder: (customer: { customerId: string }) => Promise<void>
}): Promise<{ accountId: string; customerId: string; at: Date; cookies: string[] }> {
  const { person, shopper } = options
  await freeCarts(options)
  const { tokenHash, cookiesFor } = newBrowserSecret()
  const { accountId, customerId, at, moved } = await shopTransaction(async (tx) => {
    const linked = await linkAccount(tx, { person, shopper, tokenHash })
    const moved: Moved[] = []
    for (const source of await carts.withLines(tx, linked.others)) {
      const outcome = await carts.merge(tx, { source, target: linked.customerId })
      if (outcome.outcome === 'merged') moved.push(outcome)
    }
    return { ...linked, moved }
  })
  for (const { from, to, lines } of moved) await moveHolds({ from, to, lines })
  return { accountId, customerId, at, cookies: cookiesFor(customerId) }
}

/** Cancels the open orders of the source carts and of the target cart, before the transaction: no call may leave it. */
async function freeCarts({
  person,
  shopper,
  endOpenOrder,
}: Parameters<typeof signInShopper>[0]): Promise<void> {
  const { customerId, others } = await foreseeSignIn(shopDb(), { person, shopper })
  const sources = await carts.withLines(shopDb(), others)
  if (!customerId || sources.length === 0) return
  for (const pinned of [...sources, customerId]) {
    await endOpenOrder({ customerId: pinned }).catch((error: unknown) =>
      log('warn', 'cart.merge_postponed', { customerId: pinned, error }),
    )
  }
}
