import 'server-only'
import { newId } from '../core/ids'
import type { ShopTx } from '../infra/db/shop'
import type { Shopper } from './shopper-cookie'
import { accounts, customers, type Person } from './store'

export interface Linked {
  accountId: string
  /** the customer whom the account buys as, and whom this browser is from now on */
  customerId: string
  /** the account's other customers: guests that it signed in from */
  others: string[]
  /** the database's time of signing in */
  at: Date
}

/**
 * Someone signed in: the account is made or refreshed, the guest of this browser becomes one of its customers, and the
 * browser gets a new secret for the account's own customer. The old secret is over, and so is every other that anyone
 * may have kept of that guest. A browser that belongs to another account brings nothing along.
 *
 * Part of the caller's transaction; the account stays locked until its end, so of many sign-ins at once one links.
 */
export async function linkAccount(
  tx: ShopTx,
  options: { person: Person; shopper: Shopper | null; tokenHash: Uint8Array<ArrayBuffer> },
): Promise<Linked> {
  const { person, shopper, tokenHash } = options
  const { id: accountId, primaryCustomerId, at } = await accounts.upsert(tx, person)
  const guest = shopper && (await guestOf(tx, { accountId, shopper }))
  const customerId = primaryCustomerId ?? guest ?? (await newCustomer(tx))
  if (guest) await accounts.link(tx, accountId, guest)
  if (!primaryCustomerId) {
    await accounts.link(tx, accountId, customerId)
    await accounts.setPrimary(tx, accountId, customerId)
  }
  await customers.admitBrowser(tx, { customerId, tokenHash, accountId })
  const owned = await accounts.customerIds(tx, accountId)
  return { accountId, customerId, others: owned.filter((id) => id !== customerId), at }
}

/** The guest whom the browser brings along; null when its secret has been used up, or is another account's. */
async function guestOf(
  tx: ShopTx,
  { accountId, shopper }: { accountId: string; shopper: Shopper },
): Promise<string | null> {
  const { customerId } = shopper
  if (!(await customers.dismissBrowser(tx, shopper))) return null
  const owners = await accounts.ownersOf(tx, customerId)
  if (owners.some((owner) => owner !== accountId)) return null
  await customers.dismissGuests(tx, customerId)
  return customerId
}

async function newCustomer(tx: ShopTx): Promise<string> {
  const customerId = newId()
  await customers.create(tx, customerId)
  return customerId
}

/**
 * Whose carts a sign-in may move, and to whom, as it looks before: open orders have to be ended before the transaction.
 */
export async function foreseeSignIn(
  tx: ShopTx,
  options: { person: Pick<Person, 'issuer' | 'subject'>; shopper: Shopper | null },
): Promise<{ customerId: string | null; others: string[] }> {
  const { person, shopper } = options
  const account = await accounts.find(person)
  const owned = account ? await accounts.customerIds(tx, account.id) : []
  const owners = shopper ? await accounts.ownersOf(tx, shopper.customerId) : []
  if (shopper && owners.length === 0) owned.push(shopper.customerId)
  const customerId = account?.primaryCustomerId ?? null
  return { customerId, others: customerId ? owned.filter((id) => id !== customerId) : [] }
}
