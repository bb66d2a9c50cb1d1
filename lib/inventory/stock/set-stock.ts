import 'server-only'
import { formatCount } from '../../core/format'
import { AppError } from '../../core/errors'
import { recordChange, type StockAuthor } from './record-change'
import { StockCount, type StockLevel } from '../schema'
import { stockRows } from './store'

/**
 * Sets the warehouse's count to what a person has counted, if nothing has changed it since that person looked (each sale and
 * each edit gives it a new `version`), and records the difference. The same `id` sent again changes nothing.
 * @throws AppError `invalid_input` · `unknown_sku` · `conflict` with `stock` as it is now · `insufficient_stock` with
 *   `reserved`: units that open orders have; the count can't be lower
 */
export async function setStock(
  count: StockAuthor & {
    sku: string
    onHand: number
    version: number
  },
): Promise<StockLevel> {
  const parsed = StockCount.safeParse(count)
  if (!parsed.success) throw new AppError('invalid_input', 'Say how many there are, why, and who you are.')
  const { sku, onHand, version, reason, actor } = parsed.data
  const level = await recordChange(sku, { ...count, reason, actor }, (tx) =>
    stockRows.set(tx, { sku, onHand, version }),
  )
  if (!level) throw await refusal(sku, version)
  return level
}

async function refusal(sku: string, version: number): Promise<AppError> {
  const stock = (await stockRows.find([sku])).get(sku)
  if (!stock) return new AppError('unknown_sku', 'There is no stock of that.')
  if (stock.version !== version)
    return new AppError(
      'conflict',
      `Something was sold or changed meanwhile: there are ${formatCount(stock.onHand)} now.`,
      {
        stock,
      },
    )
  const { reserved } = stock
  return new AppError('insufficient_stock', `${formatCount(reserved)} are ordered: there can’t be fewer.`, {
    reserved,
  })
}
