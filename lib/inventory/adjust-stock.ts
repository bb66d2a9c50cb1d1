import 'server-only'
import { AppError } from '../core/errors'
import { newId } from '../core/ids'
import { shopTransaction } from '../infra/db/shop'
import { StockChange, type StockLevel } from './schema'
import { settleStock } from './settle-stock'
import { stockRows } from './store'

/**
 * Adds units to the warehouse's count or takes some off, and records who did it and why in the same transaction. What
 * open orders have reserved can't be taken.
 * @throws AppError `invalid_input` · `unknown_sku` · `insufficient_stock` with `available`: units that could be taken off
 */
export async function adjustStock(change: {
  sku: string
  /** units; never 0 */
  delta: number
  reason: string
  /** who did it: an account's id, or the name of a job */
  actor: string
}): Promise<StockLevel> {
  const parsed = StockChange.safeParse(change)
  if (!parsed.success) throw new AppError('invalid_input', 'Say how many units, why, and who you are.')
  const { sku, delta, reason, actor } = parsed.data

  const level = await shopTransaction(async (tx) => {
    const changed = await stockRows.change(tx, { sku, delta })
    if (!changed) return null
    await stockRows.logChange(tx, { id: newId(), sku, delta, reason, actor })
    return changed
  })
  if (!level) throw await refusal(sku)
  await settleStock({ levels: [level] })
  return level
}

async function refusal(sku: string): Promise<AppError> {
  const level = (await stockRows.find([sku])).get(sku)
  if (!level) return new AppError('unknown_sku', 'There is no stock of that.')
  const available = level.onHand - level.reserved
  return new AppError('insufficient_stock', `Only ${available} can be taken off: the rest is ordered.`, {
    available,
  })
}
