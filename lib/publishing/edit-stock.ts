import 'server-only'
import type { z } from 'zod'
import { editing } from '../catalog'
import { Options } from '../catalog/schema'
import { AppError } from '../core/errors'
import { shopDb, type ShopTx } from '../infra/db/shop'
import { adjustStock, readStock, setStock } from '../inventory'
import type { Editor, StockEdit, StockRow } from './schema'
import { logEdit } from './store'

/**
 * Changes what the warehouse has of a variant: by so many, or to so many where nothing changed it since it was seen. The
 * page's log tells of it in the same transaction. With an `editId` it is counted once.
 *
 * @throws AppError `unknown_sku` · `insufficient_stock` · `conflict` with `stock`, the row as it is now
 */
export async function editStock(options: {
  sku: string
  edit: z.infer<typeof StockEdit>
  editor: Editor
}): Promise<StockRow> {
  const { sku, edit, editor } = options
  const variant = await editing.variant(shopDb(), sku)
  if (!variant) throw new AppError('unknown_sku', 'There is no variant with this SKU.')
  const choice = { options: Options.parse(variant.options) }
  const author = {
    id: edit.editId,
    reason: edit.reason,
    actor: editor.id,
    actorName: editor.name,
    within: (tx: ShopTx, delta: number) =>
      logEdit(
        tx,
        { kind: 'product', id: variant.productId },
        { action: 'stock_edited', detail: { sku, delta, reason: edit.reason }, editor },
      ),
  }
  try {
    const level =
      'delta' in edit
        ? await adjustStock({ sku, delta: edit.delta, ...author })
        : await setStock({ sku, onHand: edit.onHand, version: edit.version, ...author })
    return { ...level, ...choice }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    const now = (await readStock([sku])).get(sku)
    throw new AppError('conflict', error.detail, { stock: { ...now, ...choice } }, { cause: error })
  }
}
