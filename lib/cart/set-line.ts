import 'server-only'
import type { Caller } from '../core/caller'
import type { Shopper } from '../shopper'
import { putUnits } from './put-units'
import { removeLine } from './remove-line'
import type { Cart } from './schema'

/**
 * Sets how many units of a variant are in the shopper's cart, adding the line if it is new; 0 removes it. The same number
 * again asks for a lapsed hold again. Otherwise as `addLine`: all units or none, and that line alone is held.
 *
 * @throws AppError `unknown_sku` · `insufficient_stock` with `available`: units the line could have in all · PinnedByOrder
 */
export async function setLine(options: {
  shopper: Shopper
  sku: string
  quantity: number
  caller?: Caller | null | undefined
}): Promise<Cart> {
  const { shopper, sku, quantity } = options
  if (quantity === 0) return removeLine({ customerId: shopper.customerId, sku })
  return putUnits({ ...options, mode: 'set' })
}
