import 'server-only'
import { formatCount } from '../../core/format'
import { AppError } from '../../core/errors'
import { recordChange, type StockAuthor } from './record-change'
import { StockChange, type StockLevel } from '../schema'
import { stockRows } from './store'

/**
 * Adds units to the warehouse's count or takes some off, and records who did it and why in the same transaction. Units that
 * open orders have reserved can't be taken off. The same `id` sent again changes nothing.
 * @throws AppError `invalid_input` · `unknown_sku` · `insufficient_stock` with `available`: units that could be taken off
 */
export async function adjustStock(
  change: StockAuthor & {
    sku: string
    /** units; never 0 */
    delta: number
  },
): Promise<StockLevel> {
  const parsed = StockChange.safeParse(change)
  if (!parsed.success) throw new AppError('invalid_input', 'Say how many units, why, and who you are.')
  const { sku, delta, reason, actor } = parsed.data
  const level = await recordChange(sku, { ...change, reason, actor }, async (tx) => {
    const changed = await stockRows.change(tx, { sku, delta })
    return changed && { level: changed, delta }
  })
  if (!level) throw await refusal(sku)
  return level
}

async function refusal(sku: string): Promise<AppError> {
  const level = (await stockRows.find([sku])).get(sku)
  if (!level) return new AppError('unknown_sku', 'There is no stock of that.')
  const available = level.onHand - level.reserved
  return new AppError(
    'insufficient_stock',
    `Only ${formatCount(available)} can be taken off: the rest is ordered.`,
    {
      available,
    },
  )
}
