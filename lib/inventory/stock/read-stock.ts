import 'server-only'
import type { StockLevel } from '../schema'
import { stockRows } from './store'

/** Stock by the truth of Postgres, for a decision that must not rest on a count that may be late. SKUs without stock are left out. */
export const readStock = (skus: readonly string[]): Promise<Map<string, StockLevel>> => stockRows.find(skus)
