import 'server-only'
import type { LineAvailability } from '../rules/line-availability'
import { readCounts } from './read-counts'

/** For each SKU what a cart holds and could have; as if it held nothing without a cart. SKUs without stock are left out. */
export async function readCartAvailability(options: {
  cartId?: string | undefined
  skus: readonly string[]
}): Promise<Map<string, LineAvailability>> {
  const counts = await readCounts([...new Set(options.skus)], options.cartId)
  return new Map([...counts].map(([sku, { line }]) => [sku, line]))
}
