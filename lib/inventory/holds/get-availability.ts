import 'server-only'
import { readCounts } from './read-counts'
import { readTogether } from './read-together'
import { stockState } from '../rules/stock-state'
import type { Availability } from '../schema'

/**
 * What can be bought of each SKU now, in the order of the SKUs, each once; unknown ones are left out.
 * Reads Redis only, one command a SKU, and a crowd that asks for the same shares a read and its answer, one object; when
 * Redis is away the counts may be some seconds late.
 */
export function getAvailability(skus: readonly string[]): Promise<Availability> {
  return readTogether([...new Set(skus)].sort(), read)
}

async function read(skus: readonly string[]): Promise<Availability> {
  const counts = await readCounts(skus)
  return {
    items: [...counts].map(([sku, count]) => ({ sku, ...stockState(count) })),
    asOf: new Date().toISOString(),
  }
}
