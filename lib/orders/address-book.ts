import 'server-only'
import { AppError } from '../core/errors'
import { shopDb, shopTransaction, type ShopTx } from '../infra/db/shop'
import { type AddressInput, MAX_ADDRESSES, type SavedAddress } from './schema'
import { addresses } from './store'

/** A customer's saved addresses, the default first, then the newest. One of them is the default, unless there is none. */
export const listAddresses = (customerId: string): Promise<SavedAddress[]> =>
  addresses.list(shopDb(), customerId)

/**
 * Saves an address; the first one becomes the default. The same address again is not kept twice, so that a repeated
 * request does no harm.
 * @throws AppError `too_many_addresses`
 */
export function addAddress(options: AddressInput & { customerId: string }): Promise<SavedAddress[]> {
  const { customerId, address, isDefault } = options
  return changed(customerId, async (tx, known) => {
    const twin = known.find((saved) => JSON.stringify(saved.address) === JSON.stringify(address))
    if (!twin && known.length >= MAX_ADDRESSES)
      throw new AppError('too_many_addresses', `You can keep up to ${MAX_ADDRESSES} addresses.`)
    const id = twin?.id ?? (await addresses.add(tx, customerId, address))
    if (isDefault || known.length === 0) await addresses.setDefault(tx, { customerId, id })
  })
}

/** Changes an address, and makes it the default when asked to. @throws AppError `not_found` */
export function changeAddress(
  options: AddressInput & { customerId: string; id: string },
): Promise<SavedAddress[]> {
  const { customerId, id, address, isDefault } = options
  return changed(customerId, async (tx) => {
    if (!(await addresses.change(tx, { customerId, id }, address)))
      throw new AppError('not_found', 'There is no such address in your account.')
    if (isDefault) await addresses.setDefault(tx, { customerId, id })
  })
}

/** Removes an address; of those left the newest becomes the default when it was that. Twice is no error. */
export function removeAddress(options: { customerId: string; id: string }): Promise<SavedAddress[]> {
  const { customerId, id } = options
  return changed(customerId, async (tx, known) => {
    await addresses.remove(tx, { customerId, id })
    const left = known.filter((saved) => saved.id !== id)
    const [next] = left
    if (next && !left.some(({ isDefault }) => isDefault))
      await addresses.setDefault(tx, { customerId, id: next.id })
  })
}

/** @returns the whole book after the change, as the page shows it */
function changed(
  customerId: string,
  change: (tx: ShopTx, known: SavedAddress[]) => Promise<void>,
): Promise<SavedAddress[]> {
  return shopTransaction(async (tx) => {
    await addresses.lock(tx, customerId)
    await change(tx, await addresses.list(tx, customerId))
    return addresses.list(tx, customerId)
  })
}
