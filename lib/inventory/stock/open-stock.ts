import 'server-only'
import type { ShopTx } from '../../infra/db/shop'
import type { StockLevel } from '../schema'
import { stockRows } from './store'

/**
 * Begins to count SKUs, at none in the warehouse, in the transaction that begins to sell them: a variant without a count
 * can't exist. Those that are counted already stay as they are.
 * @returns the new ones, for `syncStock` after the commit
 */
export const openStock = (tx: ShopTx, skus: readonly string[]): Promise<StockLevel[]> =>
  stockRows.open(tx, skus)
