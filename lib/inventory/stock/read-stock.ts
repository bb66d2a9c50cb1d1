import 'server-only'
import type { StockLevel } from '../schema'
import { stockRows } from './store'

/** Stock from Postgres, for decisions that a late count must not make. SKUs without stock are left out. */
export const readStock = (skus: readonly string[]): Promise<Map<string, StockLevel>> => stockRows.find(skus)
